"""The map that zooms, in the real browser: under the strict policy, with the keyboard, and the drawn map where it is not wanted."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Person
from tests.factories import boundaries, people, places, rounds

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PINS_MAY_TOUCH = {"rules": {"target-size": {"enabled": False}}}  # where areas lie close their signs do too, until one zooms in


@pytest.fixture
def listed(transactional_db: None) -> None:
    """Two areas on a list: one with a boundary, in each of two regions."""
    husby, rosengard = places.make_area("Husby", places.make_lpo("Järva")), places.make_area("Rosengård", places.make_lpo("Malmö", "Syd"))
    type(rosengard).objects.filter(pk=rosengard.pk).update(lat="55.585", lon="13.045")
    boundaries.bound(husby)
    rounds.list_area(husby, category="risk")
    rounds.list_area(rosengard, category="sarskilt")


def zoomed(somebody: Person, path: str = "/karta/?ar=2017") -> Any:
    somebody.go(path)
    somebody.page.get_by_role("button", name="Zooma i kartan").click()
    expect(somebody.page.locator(".map-sign").first).to_be_visible()
    return somebody.page


def test_the_map_zooms_without_a_breach_of_the_policy(person: Callable[..., Person], listed: None) -> None:
    somebody = person(people.officer())
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    page = zoomed(somebody)
    assert page.locator(".zoom-land").count() == 290
    assert page.locator(".map-sign").count() == 2
    expect(page.locator("#atlas .atlas-main")).to_be_hidden()
    hatched = page.locator("path.area-r")
    assert hatched.get_attribute("fill") == "url(#streck-zoom)"
    before = page.locator(".leaflet-control-scale-line").inner_text()
    page.get_by_role("button", name="Zooma in").click()
    expect(page.locator(".leaflet-control-scale-line")).not_to_have_text(before)
    assert all(url.startswith((somebody.base, "data:")) for url in asked), "nothing is asked of anybody else"
    assert somebody.complaints == [], "a breach of the policy would be told here"
    page.get_by_role("button", name="Visa översiktskartan").click()
    expect(page.locator("#atlas .atlas-main")).to_be_visible()
    expect(page.locator("#zoomkarta")).to_be_hidden()


def test_the_keyboard_reaches_every_area_and_comes_back(person: Callable[..., Person], listed: None) -> None:
    somebody = person(people.officer())
    page = zoomed(somebody)
    focused = page.locator(":focus")
    expect(focused).to_have_class("zoom-map leaflet-container leaflet-touch leaflet-grab leaflet-touch-drag leaflet-touch-zoom is-far")
    page.keyboard.press("Tab")
    names = []
    while focused.get_attribute("role") == "button" and "map-sign" in (focused.get_attribute("class") or ""):
        names.append(focused.get_attribute("aria-label"))
        page.keyboard.press("Tab")
    assert names == ["Husby, Riskområde", "Rosengård, Särskilt utsatt område"]
    page.locator(".map-sign").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("Husby")
    expect(popup).to_contain_text("LPO Järva, Stockholm")
    expect(focused).to_have_text("Visa i tabellen")
    assert page.get_by_role("button", name="Stäng").count() == 1
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(focused).to_have_attribute("aria-label", "Husby, Riskområde")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.url.endswith("#omrade-husby")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_the_map_that_zooms_is_accessible(width: int, scheme: str, person: Callable[..., Person], listed: None) -> None:
    somebody = person(people.officer(), width=width, color_scheme=scheme)
    page = zoomed(somebody, "/karta/region/stockholm/?ar=2017")
    page.locator(".map-sign").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_be_visible()
    found = Axe().run(page, options=PINS_MAY_TOUCH).response["violations"]
    assert [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_without_script_and_on_paper_the_drawn_map_is_there(person: Callable[..., Person], listed: None) -> None:
    somebody = person(people.officer())
    page = zoomed(somebody)
    page.emulate_media(media="print")
    expect(page.locator("svg.map").first).to_be_visible()
    expect(page.locator("#zoomkarta")).to_be_hidden()
    cookies = page.context.cookies()
    context = page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto(f"{somebody.base}/karta/?ar=2017")
    expect(plain.locator("svg.map").first).to_be_visible()
    expect(plain.locator("[data-zoom]")).to_be_hidden()
    expect(plain.locator("tbody tr[id]")).to_have_count(2)
    context.close()


def test_a_map_that_cannot_be_fetched_says_so_and_leaves_the_drawn_one(person: Callable[..., Person], listed: None) -> None:
    somebody = person(people.officer())
    somebody.page.route("**/karta/omraden.geojson*", lambda route: route.abort())
    somebody.go("/karta/?ar=2017")
    somebody.page.get_by_role("button", name="Zooma i kartan").click()
    expect(somebody.page.locator("#zoomkarta [role=status]")).to_contain_text("Kartan kunde inte hämtas.")
    expect(somebody.page.locator("#atlas .atlas-main")).to_be_visible()
