"""The organisation and the areas as they were on a day, read out of the files again by other means than the register uses."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from areas.models import Unit
from areas.queries.organisation import areas_on, known_before, tree_on
from areas.queries.units import lpos_on, units_on
from lagesbild.access.scope import Scope
from tests.factories import changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
DATA = Path(__file__).resolve().parents[2] / "areas" / "data"
YEARS = range(2015, 2026)
DAYS = [date(year, month, day) for year in YEARS for month, day in ((1, 1), (6, 3), (12, 31))]
LPOS = {2015: 98, 2016: 98, 2017: 97, 2018: 97, 2019: 97, 2020: 97, 2021: 95, 2022: 95, 2023: 95, 2024: 95, 2025: 97}
AREAS = {2015: 53, 2016: 53, 2017: 62, 2018: 62, 2019: 63, 2020: 63, 2021: 66, 2022: 66, 2023: 69, 2024: 69, 2025: 76}

Row = dict[str, str]


def rows(name: str, day: date | None = None) -> list[Row]:
    """Return the rows of a file; only those that hold on `day` where it is given. ISO dates are in order as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    if day is None:
        return found
    return [row for row in found if row["valid_from"] <= str(day) and str(day) <= (row["valid_to"] or "9999-12-31")]


def names(day: date) -> dict[str, str]:
    return {row["key"]: row["name"] for row in rows("unit_names", day)}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_unit_tree_is_as_it_was(day: date) -> None:
    called = names(day)
    expected = {(row["kind"], row["key"], called[row["key"]], row["code"], row["parent_key"]) for row in rows("units", day)}
    units = units_on(day)
    told = {
        (unit.kind, unit.key, unit.name, unit.code, units[unit.parent_unit_id].key if unit.parent_unit_id else "")
        for unit in units.values()
    }
    assert told == expected


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_tree_of_the_page_holds_each_unit_once_below_its_own(day: date) -> None:
    called = names(day)
    in_file = {row["key"]: row for row in rows("units", day)}
    told = {}
    for region in tree_on(day, Scope(None)):
        told[region.unit.key] = ("noa", region.unit.name)
        for below in [*region.districts, *region.lpos]:
            told[below.unit.key] = (region.unit.key, below.unit.name)
        for district in region.districts:
            told |= {lpo.unit.key: (district.unit.key, lpo.unit.name) for lpo in district.lpos}
    assert told == {key: (row["parent_key"], called[key]) for key, row in in_file.items() if row["kind"] != "national"}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_area_list_is_as_it_was(day: date) -> None:
    called, kinds = names(day), {row["key"]: row["kind"] for row in rows("units")}
    prefix = {"lpo": "LPO ", "district": "polisområde ", "region": "polisregion "}
    expected = Counter()
    for row in rows("area_versions", day):
        unit = f"{prefix[kinds[row['unit_key']]]}{called[row['unit_key']]}"
        expected[row["area_slug"], row["name"], unit, row["municipality"]] += 1
    told = Counter((row.area.slug, row.name, unit, row.municipality.name) for row, unit in areas_on(day, Scope(None)))
    assert told == expected
    assert max(told.values()) == 1


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_page_counts_each_area_once(day: date) -> None:
    assert sum(region.areas for region in tree_on(day, Scope(None))) == len(rows("area_versions", day))


@pytest.mark.parametrize("year", YEARS)
def test_the_numbers_of_each_year(year: int) -> None:
    day = date(year, 6, 3)
    assert (len(lpos_on(day)), len(areas_on(day, Scope(None)))) == (LPOS[year], AREAS[year])


@pytest.mark.parametrize(
    ("key", "before", "name_before", "after", "name_after"),
    [
        ("lpo-jarva", date(2019, 6, 3), "Rinkeby", date(2023, 12, 1), "Järva"),
        ("lpo-sodra-roslagen", date(2021, 6, 3), "Täby", date(2023, 12, 1), "Södra Roslagen"),
        ("lpo-malmo-norr", date(2023, 12, 1), "Malmö norr", date(2025, 1, 1), None),
        ("lpo-malmo-soder", date(2024, 12, 31), "Malmö söder", date(2025, 1, 1), None),
        ("lpo-malmo-city", date(2024, 12, 31), None, date(2025, 1, 1), "Malmö city"),
        ("lpo-falkenberg", date(2016, 12, 31), "Falkenberg", date(2017, 1, 1), None),
    ],
)
def test_history_keeps_the_old_names(key: str, before: date, name_before: str | None, after: date, name_after: str | None) -> None:
    told = [{lpo.unit.key: lpo.name for lpo in lpos_on(day)}.get(key) for day in (before, after)]
    assert told == [name_before, name_after]


def test_asking_for_the_areas_of_2019_gives_rinkeby_and_of_2023_jarva() -> None:
    for day, name in ((date(2019, 6, 3), "LPO Rinkeby"), (date(2023, 12, 1), "LPO Järva")):
        assert {unit for row, unit in areas_on(day, Scope(None)) if row.area.slug in {"husby", "rinkeby-tensta"}} == {name}


def test_successions_lead_from_an_old_unit_to_those_of_today() -> None:
    key_of = dict(Unit.objects.values_list("pk", "key"))
    soder = Unit.objects.get(key="lpo-malmo-soder")
    assert {key_of[pk] for pk in changes.successors_today(soder.pk)} == {"lpo-fosie", "lpo-hyllie", "lpo-rosengard"}


def test_what_sources_tell_of_earlier_changes_stands_in_the_timeline() -> None:
    assert [(row.day.year, row.words) for row in known_before()] == [
        (2025, "LPO Malmö söder övertogs av LPO Fosie, LPO Hyllie och LPO Rosengård"),
        (2025, "LPO Malmö norr övertogs av LPO Malmö city"),
        (2022, "LPO Täby bytte namn till LPO Södra Roslagen"),
        (2021, "LPO Rinkeby bytte namn till LPO Järva"),
    ]


def test_what_a_change_here_wrote_is_told_by_the_change_alone() -> None:
    before = known_before()
    lpo = {unit.key: unit for unit in Unit.objects.filter(kind="lpo")}
    region = Unit.objects.get(key="region-stockholm")
    changes.in_effect(changes.merge(lpo["lpo-solna"], lpo["lpo-sollentuna"], name="Norr", parent=region))
    changes.in_effect(changes.rename(lpo["lpo-nacka"], "Nacka-Värmdö"))
    assert known_before() == before
