"""Every page of every app in a real browser: narrow and wide, light and dark, as somebody who may read it.

The pages come from the table of addresses and roles; that table fails when an address is missing, so no page is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from lagesbild.access.roles import LOCAL_ROLES, Role
from tests.access.test_matrix import EVERYBODY, TABLE, Row, address
from tests.browser.conftest import Person
from tests.factories import people, whole
from tests.factories.whole import Whole

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FIRST = ((1280, "light"), (390, "dark"))  # all rules here,
THEN = ((1280, "dark"), (390, "light"))  # and what colour and size decide in the other two
COLOUR_AND_SIZE = {"runOnly": ["color-contrast", "target-size", "link-in-text-block"]}
NOT_PAGES = {  # they answer with data, a part of a page or another address
    "health",
    "set_language",
    "accounts:login_key",
    "annex:copy",
    "areas:staffing_file",
    "audit:export",
    "handout:decision_file",
    "handout:copy_file",
    "reports:build_progress",
    "reports:preview_file",
    "reports:build_edition",
    "reports:certificate_file",
    "reports:map_base",
    "reports:map_areas",
    "areas:export",
}
ENDS = ("– Lägesbild", "– Nationell lägesbild", "– Nationell lägesbild 2019")


@dataclass(frozen=True)
class Stop:
    """An address to look at, as nobody ("") or as somebody in a role."""

    actor: str
    path: str


def stops(scene: Whole) -> Iterator[Stop]:
    """Yield every page once as each kind of reader that sees it differently."""
    for name, row in TABLE.items():
        if row.get and name not in NOT_PAGES:
            readers = [""] if row.public and row.get == EVERYBODY else _readers(row)
            yield from (Stop(reader, address(name, scene)) for reader in readers)
    yield from _public_pages(scene)
    yield Stop("", "/oppen/finns-inte/")
    yield Stop(Role.LPO_OFFICER, "/finns-inte/")


def _readers(row: Row) -> list[str]:
    """Return one who writes on the page, when somebody does, and one who only reads it."""
    writers = [role for role in Role.values if role in row.get & row.post]
    others = [role for role in Role.values if role in row.get - row.post]
    return [*writers[:1], *others[:1]]


def _public_pages(scene: Whole) -> Iterator[Stop]:
    """Yield one published page of each kind."""
    root = Path(settings.PUBLIC_DIR) / "oppen" / str(scene.published.year)
    seen = set()
    for found in sorted(root.rglob("*.html")):
        kind = found.relative_to(root).parts[0]
        if kind not in seen:
            seen.add(kind)
            yield Stop("", f"/oppen/{scene.published.year}/{found.relative_to(root)}")


def test_every_page_is_whole_in_each_width_and_scheme(person: Callable[..., Person], transactional_db: None) -> None:
    scene = whole.make()
    looked_at, found = {}, []
    for stop in dict.fromkeys(stops(scene)):
        if stop.actor not in looked_at:
            looked_at[stop.actor] = person(_user(stop.actor, scene))
        found += _look(looked_at[stop.actor], stop)
    assert not found, "\n".join(found)


def _user(actor: str, scene: Whole) -> Any:
    return people.make_user(Role(actor), scene.own if actor in LOCAL_ROLES else None) if actor else None


def _look(somebody: Person, stop: Stop) -> list[str]:
    """Return everything that is wrong with one page."""
    page = somebody.page
    somebody.complaints.clear()
    answer = somebody.go(stop.path)
    missing = "finns-inte" in stop.path
    wrong = [] if answer.status == (404 if missing else 200) else [f"answers {answer.status}"]
    wrong += [text for text in somebody.complaints if not (missing and "404" in text)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} h1")
    if not page.title().endswith(ENDS):
        wrong.append(f"title {page.title()!r}")
    if page.locator("html").get_attribute("lang") != "sv":
        wrong.append("no lang")
    for (width, scheme), options in [*((view, {}) for view in FIRST), *((view, COLOUR_AND_SIZE) for view in THEN)]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"scrolls sideways at {width}")
        rules = Axe().run(page, options=options).response["violations"]
        wrong += [f"{width} {scheme} {rule['id']} {node['target']}" for rule in rules for node in rule["nodes"]]
    return [f"{stop.actor or 'visitor'} {stop.path}: {text}" for text in wrong]
