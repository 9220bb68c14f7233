"""The public pages in a real browser: the accessibility rules, in both schemes, on telephone and desk, under the real policy."""

import mimetypes
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessments.enums import Category
from reports.site.publish import Publication, switch_in, write_index
from tests.ui.helpers import POLICY, violations

pytestmark = pytest.mark.browser

SITE = "http://lagesbild.test"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
COUNTS = {Category.UTSATT: 28, Category.RISK: 10, Category.SARSKILT: 22}
PAGES = (
    "index.html",
    "2019/index.html",
    "2019/region/stockholm/index.html",
    "2019/region/vast/index.html",
    "2019/lpo/botkyrka/index.html",
    "2019/lpo/nord-1/index.html",
    "2019/omrade/rinkebytensta/index.html",
    "2019/metod/index.html",
    "2019/tillganglighet/index.html",
    "2015/index.html",
    "2015/omrade/husby/index.html",
)


@pytest.fixture(scope="module")
def public(bundle: Path, historic: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    switch_in(bundle, public_dir=folder, year=2019, version=1)
    switch_in(historic, public_dir=folder, year=2015, version=1)
    write_index(folder, [Publication(year, 1, date(year, 6, 3), COUNTS) for year in (2015, 2019)])
    return folder / "oppen"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages(browser: Any, public: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/*", lambda route: _answer(route, public))
    problems = []
    for path in PAGES:
        page.goto(f"{SITE}/{path}")
        problems += [f"{path}: {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{path}: wider than the window")
    context.close()
    assert problems == [] and said == []


def _answer(route: Any, public: Path) -> None:
    """Send a file of the public folder under the policy of the site."""
    path = public / route.request.url.removeprefix(f"{SITE}/")
    if not path.is_file():
        route.fulfill(status=404, body="")
        return
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    route.fulfill(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8", headers={"Content-Security-Policy": POLICY})
