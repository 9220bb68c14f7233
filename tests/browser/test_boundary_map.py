"""Drawing a boundary in the browser: with the mouse, with the keyboard, undone, and without a script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from areas.geo.shapes import stored
from areas.models import Boundary
from assessments.models import AreaAssessment, DrawnBoundary
from tests.browser.conftest import Person
from tests.factories import geo, people, places, rounds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def area(transactional_db: None) -> AreaAssessment:
    """Husby in Rinkeby's picture, a square kilometre since 2018, and a neighbour to its east."""
    for name, unit, east in (("Husby", places.make_lpo(), 667_000), ("Akalla", places.make_lpo("Botkyrka"), 668_020)):
        version = places.make_area(name, unit)
        rounds.list_area(version)
        shape = geo.square(east=east)
        Boundary.objects.create(area=version.area, geometry=stored(shape), area_m2=shape.area, valid_from=date(2018, 1, 1))
    return rounds.picture_of(rounds.open_round()).areas.get()


def corners(person: Person) -> list[str]:
    return str(person.page.locator("textarea[name=horn]").input_value()).split("\n")


def test_a_corner_is_moved_added_and_removed_by_keyboard_and_undone(person: Callable[..., Person], area: AreaAssessment) -> None:
    officer = person(people.officer(area.picture.unit))
    officer.go(f"/omraden/{area.pk}/grans/")
    before = corners(officer)
    assert len(before) == 4
    first = officer.page.get_by_role("button", name="Hörn 1 av 4")
    first.focus()
    officer.page.keyboard.press("ArrowUp")
    north, east = before[0].split()
    assert corners(officer)[0] == f"{int(north) + 5} {east}"
    assert "Hörnet är flyttat 5 m." in officer.page.locator("[data-boundary] [role=status]").inner_text()
    officer.page.keyboard.press("Shift+ArrowRight")
    assert corners(officer)[0] == f"{int(north) + 5} {int(east) + 50}"
    officer.page.keyboard.press("Insert")
    assert len(corners(officer)) == 5
    officer.page.keyboard.press("Delete")
    assert len(corners(officer)) == 4
    for _step in range(4):
        officer.page.keyboard.press("Control+z")
    assert corners(officer) == before
    officer.page.get_by_role("button", name="Gör om").click()
    assert corners(officer)[0] == f"{int(north) + 5} {east}"
    assert officer.complaints == []
    assert officer.violations() == []


def test_a_dragged_corner_snaps_to_the_neighbour_and_is_saved_with_its_reason(person: Callable[..., Person], area: AreaAssessment) -> None:
    officer = person(people.officer(area.picture.unit))
    officer.go(f"/omraden/{area.pk}/grans/")
    corner = officer.page.get_by_role("button", name="Hörn 1 av 4")
    corner.scroll_into_view_if_needed()
    box: dict[str, Any] = corner.bounding_box() or {}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    officer.page.mouse.move(x, y)
    officer.page.mouse.down()
    officer.page.mouse.move(x + 3, y + 1, steps=4)
    officer.page.mouse.move(x + 9, y + 2, steps=4)
    officer.page.mouse.up()
    assert corners(officer)[0] in {"6588000 668020", "6589000 668020"}  # the neighbour's corner
    officer.page.fill("textarea[name=skal]", "Kvarteret vid gatan hör dit.")
    officer.press("Prova utan att spara")
    assert officer.reads("Kontrollen hittar inget fel.")
    officer.press("Spara gränsen")
    assert officer.reads("Gränsen för Husby är sparad.")
    assert DrawnBoundary.objects.get().reason == "Kvarteret vid gatan hör dit."
    assert officer.violations() == []


def test_without_a_script_the_corners_are_written(person: Callable[..., Person], area: AreaAssessment) -> None:
    officer = person(people.officer(area.picture.unit), java_script_enabled=False)
    officer.go(f"/omraden/{area.pk}/grans/")
    assert not officer.page.locator("[data-boundary]").is_visible()
    officer.page.fill("textarea[name=horn]", "6588000 667000\n6589000 667000\n6589000 667900\n6588000 667900")
    officer.page.fill("textarea[name=skal]", "Husen längst österut är rivna.")
    officer.press("Spara gränsen")
    assert float(DrawnBoundary.objects.get().area_m2) == 900_000
