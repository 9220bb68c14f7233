"""Which area of the register a feature is, what it is held against there, and what is told of its neighbours."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from areas.enums import Outcome
from areas.geo.shapes import stored, to_sweref
from areas.models import Area, AreaVersion, Boundary, Municipality, Unit
from assessments.actions.geodata import apply_geodata, plan_of, receive_geodata
from assessments.importers.geodata.planning import Plan, Planned
from tests.factories import geo
from tests.factories.files import data_admin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
NACKA = {"OMRADESKOD": "531240"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def planned(folder: Path, *rows: dict[str, Any], year: int = 2023) -> Plan:
    path = geo.write(folder / f"{year}-{len(list(folder.iterdir()))}.gpkg", rows)
    return plan_of(receive_geodata(path, filename="uso.gpkg", year=year, by=data_admin()))


def one(folder: Path, row: dict[str, Any], year: int = 2023) -> Planned:
    [found] = planned(folder, row, year=year).features
    return found


def read_in(folder: Path, *rows: dict[str, Any], year: int = 2021) -> None:
    path = geo.write(folder / f"{year}-{len(list(folder.iterdir()))}.gpkg", rows)
    apply_geodata(receive_geodata(path, filename="uso.gpkg", year=year, by=data_admin()), by=data_admin())


def boundary(slug: str, since: date, until: date | None = None, shape: Any = None) -> Boundary:
    shape = shape or geo.square()
    area = Area.objects.get(slug=slug)
    return Boundary.objects.create(area=area, geometry=stored(shape), area_m2=shape.area, valid_from=since, valid_to=until)


def version(slug: str, name: str, since: date, until: date | None = None) -> AreaVersion:
    stockholm, unit = Municipality.objects.get(code="0180"), Unit.objects.get(key="lpo-jarva")
    area = Area.objects.create(slug=slug)
    return AreaVersion.objects.create(area=area, name=name, unit=unit, municipality=stockholm, valid_from=since, valid_to=until)


def test_a_place_that_is_more_than_half_the_same_is_not_the_same(folder: Path) -> None:
    read_in(folder, geo.row("Ett"))
    assert one(folder, geo.row("Ettan", geo.square(east=667_250))).outcome == Outcome.CHANGED  # three quarters
    assert one(folder, geo.row("Ettan", geo.square(east=667_400))).outcome == Outcome.NEW


def test_a_place_inside_another_is_not_that_one(folder: Path) -> None:
    read_in(folder, geo.row("Ett"))
    assert one(folder, geo.row("Ettan", geo.square(side=500))).outcome == Outcome.NEW


def test_the_place_of_an_area_that_was_ended_belongs_to_nobody(folder: Path) -> None:
    boundary("rinkeby-tensta", date(2015, 1, 1))
    assert one(folder, geo.row("Rinken"), 2023).area_id == Area.objects.get(slug="rinkeby-tensta").pk
    assert one(folder, geo.row("Rinken"), 2025).outcome == Outcome.NEW


def test_of_two_areas_that_had_the_name_it_is_the_one_of_that_year(folder: Path) -> None:
    early = version("bo", "Bo", date(2015, 1, 1), date(2022, 12, 31))
    late = version("bo-igen", "Bo", date(2023, 1, 1))
    assert [one(folder, geo.row("Bo"), year).area_id for year in (2021, 2023)] == [early.area_id, late.area_id]


def test_a_name_is_found_in_another_municipality_of_the_same_local_police_area_only(folder: Path) -> None:
    husby, sundbyberg = Area.objects.get(slug="husby").pk, to_sweref(Point(17.969, 59.378))
    assert one(folder, geo.row("Husby", sundbyberg.buffer(200))).area_id == husby
    elsewhere = one(folder, geo.row("Husby", geo.square(685_000, 6_577_500), **NACKA))
    assert (elsewhere.area_id, elsewhere.outcome) == (None, Outcome.NEW)


def test_what_the_register_knows_of_an_ended_version_stays(folder: Path) -> None:
    found = one(folder, geo.row("Rinkeby/Tensta", **NACKA))
    assert "Registret säger lokalpolisområde Järva för 2023, filen säger Nacka. Registret gäller." in found.row.note
    assert found.values == {}
    assert [change.column for change in found.told if change.column != "gräns"] in ([], ["kategori 2023"])


def test_a_boundary_fills_the_gap_between_two_and_no_more(folder: Path) -> None:
    boundary("husby", date(2015, 1, 1), date(2018, 12, 31))
    boundary("husby", date(2025, 6, 1))
    step = one(folder, geo.row("Husby", KATEGORI="", AKTUALITET="2018-10-01"), 2021).step
    assert step is not None
    assert (step.valid_from, step.valid_to) == (date(2019, 1, 1), date(2025, 5, 31))


def test_neighbours_are_told_as_the_file_has_them_and_not_as_they_were(folder: Path) -> None:
    west, east, north = geo.square(), geo.square(east=668_000), geo.square(north=6_590_000)
    read_in(folder, geo.row("Ett", west), geo.row("Två", east))
    found = planned(folder, geo.row("Ett", geo.square(east=667_100)), geo.row("Två", geo.square(east=668_100)))
    assert [each.row.note for each in found.features] == ["", ""]
    assert "överlappar Två" in one(folder, geo.row("Ett", geo.square(east=667_100))).row.note
    boundary("husby", date(2015, 1, 1), shape=geo.square(side=300))  # in the register two already cover each other
    assert one(folder, geo.row("Tre", north)).row.note == ""
