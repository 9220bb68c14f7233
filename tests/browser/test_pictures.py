"""The pictures of the README, taken from a running demo.

PICTURES=1 BASE_URL=http://127.0.0.1:8000 DEMO_PASSWORD=… DEMO_TOTP_SECRET=… pytest tests/browser/test_pictures.py
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from lagesbild.embedded.codes import checked, code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("PICTURES"), reason="pictures are taken when asked for"),
]

FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
LARGEST = 250_000  # bytes: the README is read over thin lines too


class Photographer:
    """Goes round the demo, alone or as one of its accounts."""

    def __init__(self, browser: Any) -> None:
        self.browser, self.base = browser, os.environ["BASE_URL"].rstrip("/")
        self.contexts: list[Any] = []

    def page(self, account: str = "", width: int = 1280, scheme: str = "light") -> Any:
        context = self.browser.new_context(
            base_url=self.base, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="sv-SE", reduced_motion="reduce"
        )
        self.contexts.append(context)
        page = context.new_page()
        if account:
            page.goto("/konto/login/")
            page.fill("[name=username]", account)
            page.fill("[name=password]", os.environ["DEMO_PASSWORD"])
            with page.expect_navigation():
                page.click("main button[type=submit]")
            if page.locator("[name=code]").count():
                page.fill("[name=code]", code(checked(os.environ["DEMO_TOTP_SECRET"])))
                with page.expect_navigation():
                    page.click("main button[type=submit]")
        return page


@pytest.fixture
def photographer(browser: Any) -> Iterator[Photographer]:
    somebody = Photographer(browser)
    yield somebody
    for context in somebody.contexts:
        context.close()


def overview(at: Photographer) -> Any:
    page = at.page()
    page.goto("/oppen/2019/")
    return page


def area_on_a_phone(at: Photographer) -> Any:
    page = at.page(width=390, scheme="dark")
    page.goto("/oppen/2019/omrade/rinkeby-tensta/index.html")
    return page


def worklist(at: Photographer) -> Any:
    return at.page("chef.botkyrka")


def form(at: Photographer) -> Any:
    """Return the returned area, where the first point from Noa is."""
    page = at.page("lpo.botkyrka")
    page.goto("/lagesbilder/min/")
    page.get_by_role("link", name="Svara på punkten").first.click()
    page.locator(".point").first.evaluate("point => point.closest('.q').scrollIntoView({block: 'start'})")
    return page


def review(at: Photographer) -> Any:
    """Return an area with changed answers, in a picture that waits for this reviewer."""
    page = at.page("noa.granskare")
    for address in _links(page, r"/lagesbilder/\d+/granska/$"):
        page.goto(address)
        for area in _links(page, r"/omraden/\d+/granska/$"):
            page.goto(area)
            if page.locator("svg.dumb").count() > 3:
                return page
    raise AssertionError("the demo has no changed answers to review")


def country_map(at: Photographer) -> Any:
    page = at.page("lpo.sodertalje", width=1024, scheme="dark")
    page.goto("/karta/?ar=2025")
    return page


def comparison(at: Photographer) -> Any:
    page = at.page("lpo.rinkeby")  # an account's code is taken once: each is used for one picture
    page.goto("/jamfor/?fran=2023&till=2025")
    return page


def wall(at: Photographer) -> Any:
    page = at.page("noa.ledning")
    page.goto("/lagesvagg/")
    return page


def release(at: Photographer) -> Any:
    page = at.page("publicist", scheme="dark")
    page.goto("/publiceringar/")
    page.goto(_links(page, r"/bygge/\d+/$")[0])
    return page


def _links(page: Any, pattern: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.href)")
    return [address for address in dict.fromkeys(found) if re.search(pattern, address)]


VIEWS: dict[str, Callable[[Photographer], Any]] = {
    "oversikt": overview,
    "omrade-telefon": area_on_a_phone,
    "arbetslista": worklist,
    "formular": form,
    "granskning": review,
    "lagesvagg": wall,
    "kontroller": release,
    "karta": country_map,
    "jamfor": comparison,
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_picture_is_taken(name: str, photographer: Photographer) -> None:
    page = VIEWS[name](photographer)
    assert page.locator("h1").count() == 1, page.url
    assert "/login/" not in page.url
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = FOLDER / f"{name}.png"
    page.screenshot(path=found)
    assert found.stat().st_size <= LARGEST, f"{found.name} is too large"
