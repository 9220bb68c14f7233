"""The data files of areas/ and assessments/ agree with each other and with the published totals.

Plain Python: no Django, no database. Expected totals are the published ones, kept in `expected_totals.csv`.
"""

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AREAS = ROOT / "areas" / "data"
ASSESSMENTS = ROOT / "assessments" / "data"
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)
CATEGORIES = ("utsatt område", "riskområde", "särskilt utsatt område")
PARTS = ("rating", "count", "share", "choice", "trend", "text")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file; a row with too many or too few fields is an error."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert None not in row, (path, row)
        assert None not in row.values(), (path, row)
    return rows


UNITS = read(AREAS / "units.csv")
UNIT_NAMES = read(AREAS / "unit_names.csv")
SUCCESSIONS = read(AREAS / "unit_successions.csv")
MUNICIPALITIES = read(AREAS / "municipalities.csv")
PLACES = read(AREAS / "areas.csv")
VERSIONS = read(AREAS / "area_versions.csv")
LINEAGE = read(AREAS / "lineage.csv")
LISTS = {year: read(ASSESSMENTS / "lists" / f"{year}.csv") for year in YEARS}
METHOD = read(ASSESSMENTS / "method_2019.csv")
CRITERIA = read(ASSESSMENTS / "criteria_2019.csv")
EXPECTED = read(Path(__file__).with_name("expected_totals.csv"))
BY_KEY = {unit["key"]: unit for unit in UNITS}


def valid(row: Row, day: str) -> bool:
    """Return whether the row is valid on the ISO day, both ends included."""
    return row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])


def lpos(day: str) -> list[Row]:
    """Return the local police areas that are valid on the day."""
    return [unit for unit in UNITS if unit["kind"] == "lpo" and valid(unit, day)]


def ancestor(key: str, kind: str) -> Row:
    """Return the unit of the given kind at or above the unit."""
    unit = BY_KEY[key]
    while unit["kind"] != kind:
        unit = BY_KEY[unit["parent_key"]]
    return unit


def name_of(key: str, day: str) -> str:
    """Return the unit's name on the day; there is exactly one."""
    [name] = [row["name"] for row in UNIT_NAMES if row["key"] == key and valid(row, day)]
    return name


def version_of(row: Row) -> Row:
    """Return the one area version that a list row means: same name and municipality, valid that year."""
    [version] = [
        version
        for version in VERSIONS
        if version["name"] == row["omrade"] and version["municipality"] == row["kommun"] and valid(version, f"{row['lagesbild']}-06-03")
    ]
    return version


def assert_periods(rows: list[Row]) -> None:
    """Check that the periods of one thing follow on each other, without overlap and without a gap."""
    rows = sorted(rows, key=lambda row: row["valid_from"])
    for before, after in pairwise(rows):
        assert before["valid_to"], (before, after)
        next_day = date.fromisoformat(before["valid_to"]) + timedelta(days=1)
        assert next_day == date.fromisoformat(after["valid_from"]), (before, after)


# Units


@pytest.mark.parametrize(
    ("day", "number"), [("2019-04-01", 97), ("2019-06-03", 97), ("2021-12-01", 95), ("2023-12-01", 95), ("2025-12-01", 97)]
)
def test_number_of_local_police_areas(day: str, number: int) -> None:
    assert len(lpos(day)) == number


def test_local_police_areas_per_region_2019() -> None:
    per_region = Counter(name_of(ancestor(unit["key"], "region")["key"], "2019-06-03") for unit in lpos("2019-06-03"))
    assert per_region == {"Nord": 13, "Mitt": 13, "Bergslagen": 12, "Stockholm": 18, "Öst": 11, "Väst": 16, "Syd": 14}


def test_stockholm_roster_2019_is_named_and_complete() -> None:
    names = {
        name_of(unit["key"], "2019-06-03") for unit in lpos("2019-06-03") if ancestor(unit["key"], "region")["key"] == "region-stockholm"
    }
    assert names == {
        *("Norrmalm", "Södermalm", "Farsta", "Globen", "Skärholmen", "Botkyrka", "Huddinge", "Haninge-Nynäshamn", "Nacka"),
        *("Södertälje", "Järfälla", "Sollentuna", "Täby", "Norrtälje", "Solna", "Rinkeby", "Vällingby", "Gotland"),
    }


def test_unit_keys_are_unique_and_start_with_their_kind() -> None:
    assert len(BY_KEY) == len(UNITS)
    assert [unit["key"] for unit in UNITS if unit["kind"] == "national"] == ["noa"]
    for unit in UNITS:
        assert SLUG.fullmatch(unit["key"])
        assert unit["kind"] == "national" or unit["key"].startswith(unit["kind"] + "-")
    assert Counter(unit["kind"] for unit in UNITS)["region"] == 7


def test_unit_tree_is_whole_and_a_parent_lives_as_long_as_its_children() -> None:
    above = {"region": {"national"}, "district": {"region"}, "lpo": {"district", "region"}}
    for unit in UNITS:
        if unit["kind"] == "national":
            assert unit["parent_key"] == ""
            continue
        parent = BY_KEY[unit["parent_key"]]
        assert parent["kind"] in above[unit["kind"]]
        assert valid(parent, unit["valid_from"])
        assert not parent["valid_to"]


def test_unit_names_cover_each_units_life_once() -> None:
    assert {row["key"] for row in UNIT_NAMES} == set(BY_KEY)
    for key, unit in BY_KEY.items():
        names = [row for row in UNIT_NAMES if row["key"] == key]
        assert_periods(names)
        assert min(row["valid_from"] for row in names) == unit["valid_from"]
        assert unit["valid_to"] in {row["valid_to"] for row in names}


def test_unit_slugs_are_unique_within_a_kind() -> None:
    slugs = Counter((BY_KEY[row["key"]]["kind"], row["slug"]) for row in UNIT_NAMES)
    assert set(slugs.values()) == {1}
    assert all(SLUG.fullmatch(row["slug"]) for row in UNIT_NAMES)


def test_unit_codes_are_unique_and_begin_with_their_parents() -> None:
    codes = [unit["code"] for unit in UNITS if unit["code"]]
    assert len(codes) == len(set(codes))
    for unit in UNITS:
        parent = BY_KEY.get(unit["parent_key"], {})
        if unit["kind"] == "lpo" and unit["code"] and parent["code"]:
            assert unit["code"].startswith(parent["code"]), unit["key"]


@pytest.mark.parametrize(
    ("key", "before", "after", "day"),
    [("lpo-jarva", "Rinkeby", "Järva", "2021-01-01"), ("lpo-sodra-roslagen", "Täby", "Södra Roslagen", "2022-01-01")],
)
def test_one_unit_two_names(key: str, before: str, after: str, day: str) -> None:
    day_before = str(date.fromisoformat(day) - timedelta(days=1))
    assert (name_of(key, day_before), name_of(key, day)) == (before, after)


def test_numbered_units_say_that_they_are_not_named_in_the_sources() -> None:
    numbered = [unit for unit in UNITS if unit["is_named"] == "0"]
    assert numbered
    for unit in numbered:
        assert re.search(r"-\d\d$", unit["key"])
        assert "inte namngivet i de offentliga källor som lästs" in unit["note"]


def test_successions_join_an_ended_unit_with_a_new_one() -> None:
    for row in SUCCESSIONS:
        before, after = BY_KEY[row["before_key"]], BY_KEY[row["after_key"]]
        assert after["valid_from"] == row["date"]
        assert date.fromisoformat(before["valid_to"]) + timedelta(days=1) == date.fromisoformat(row["date"])


# Municipalities and maps


def test_municipalities() -> None:
    assert len(MUNICIPALITIES) == 290
    for column in ("code", "name", "slug"):
        assert len({row[column] for row in MUNICIPALITIES}) == 290
    assert len({row["county"] for row in MUNICIPALITIES}) == 21
    assert all(re.fullmatch(r"\d{4}", row["code"]) and SLUG.fullmatch(row["slug"]) for row in MUNICIPALITIES)


@pytest.mark.parametrize(
    ("name", "features", "largest"), [("outlines.geojson", 21, 120_000), ("municipality_outlines.geojson", 50, 80_000)]
)
def test_outlines_are_small_and_in_sweden(name: str, features: int, largest: int) -> None:
    path = AREAS / name
    assert path.stat().st_size <= largest
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert len(collection["features"]) == features
    for feature in collection["features"]:
        assert feature["geometry"]["type"] == "MultiPolygon"
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert all(10.5 < lon < 24.5 and 55 < lat < 69.5 for lon, lat in ring)
                assert all(round(number, 4) == number for point in ring for number in point)


# Areas


def test_area_slugs_are_unique_and_each_area_has_a_version() -> None:
    slugs = [row["slug"] for row in PLACES]
    assert len(slugs) == len(set(slugs))
    assert all(SLUG.fullmatch(slug) for slug in slugs)
    assert set(slugs) == {row["area_slug"] for row in VERSIONS}


def test_versions_of_an_area_follow_on_each_other() -> None:
    for place in PLACES:
        versions = [row for row in VERSIONS if row["area_slug"] == place["slug"]]
        assert_periods(versions)
        assert max(versions, key=lambda row: row["valid_from"])["name"] == place["name"]


def test_a_version_says_something_new() -> None:
    columns = ("name", "unit_key", "municipality", "lat", "lon", "area_km2")
    for before, after in pairwise(VERSIONS):
        if before["area_slug"] == after["area_slug"]:
            assert [before[column] for column in columns] != [after[column] for column in columns]


def test_a_versions_unit_is_valid_as_long_as_the_version() -> None:
    for version in VERSIONS:
        unit = BY_KEY[version["unit_key"]]
        assert valid(unit, version["valid_from"]), version
        assert not unit["valid_to"] or version["valid_to"], version
        assert not version["valid_to"] or valid(unit, version["valid_to"]), version


def test_areas_without_a_local_police_area() -> None:
    under_district = {(row["area_slug"], row["unit_key"]) for row in VERSIONS if not row["unit_key"].startswith("lpo-")}
    assert under_district == {
        ("alvsjo-solberga", "district-stockholm-syd"),
        ("ostberga", "district-stockholm-syd"),
        ("falkagard", "district-halland"),
    }


def test_municipalities_of_areas_exist() -> None:
    assert {row["municipality"] for row in VERSIONS} <= {row["name"] for row in MUNICIPALITIES}


def test_names_have_no_space_around_a_slash() -> None:
    names = [row["name"] for row in VERSIONS] + [row["omrade"] for rows in LISTS.values() for row in rows]
    assert not [name for name in names if " /" in name or "/ " in name]


def test_splits_of_2025() -> None:
    parts: dict[str, set[str]] = {}
    for row in LINEAGE:
        if row["kind"] == "split":
            parts.setdefault(row["before_slug"], set()).add(row["after_slug"])
    assert parts == {
        "ronna-geneta-lina": {"ronna", "geneta", "lina"},
        "rinkeby-tensta": {"rinkeby", "tensta", "hjulsta"},
        "rissne-hallonbergen": {"rissne", "hallonbergen"},
        "oxhagen-varberga": {"oxhagen", "varberga"},
    }
    for before, after in parts.items():
        assert {row["valid_to"] for row in VERSIONS if row["area_slug"] == before} == {"2024-12-31"}
        assert {row["valid_from"] for row in VERSIONS if row["area_slug"] in after} == {"2025-01-01"}


def test_each_new_name_of_an_area_has_its_lineage() -> None:
    changes = Counter(
        (after["area_slug"], after["valid_from"][:4])
        for before, after in pairwise(VERSIONS)
        if before["area_slug"] == after["area_slug"] and before["name"] != after["name"]
    )
    kept = Counter((row["after_slug"], row["year"]) for row in LINEAGE if row["kind"] != "split")
    assert changes == kept
    assert all(row["before_slug"] == row["after_slug"] for row in LINEAGE if row["kind"] != "split")


# Lists


@pytest.mark.parametrize("year", YEARS)
def test_published_totals_per_region_and_category(year: int) -> None:
    counted = Counter((row["polisregion"], row["kategori"]) for row in LISTS[year])
    expected = [row for row in EXPECTED if row["year"] == str(year)]
    assert len(expected) == 7
    for row in expected:
        for category in CATEGORIES:
            assert counted[row["police_region"], category] == int(row[category]), (row, category)
    assert len(LISTS[year]) == sum(int(row["total"]) for row in expected)


def test_published_totals_per_year() -> None:
    totals = {year: tuple(Counter(row["kategori"] for row in LISTS[year])[name] for name in CATEGORIES) for year in YEARS}
    assert totals == {
        2015: (31, 7, 15),
        2017: (32, 6, 23),
        2019: (28, 10, 22),
        2021: (28, 14, 19),
        2023: (27, 15, 17),
        2025: (46, 0, 19),
    }


@pytest.mark.parametrize("year", YEARS)
def test_each_list_row_is_one_area_version(year: int) -> None:
    day = f"{year}-06-03"
    slugs = Counter()
    for row in LISTS[year]:
        version = version_of(row)
        slugs[version["area_slug"]] += 1
        unit = version["unit_key"]
        assert name_of(ancestor(unit, "region")["key"], day) == row["polisregion"]
        if row["lokalpolisomrade"]:
            assert name_of(unit, day) == row["lokalpolisomrade"]
        else:
            assert name_of(unit, day) == row["polisomrade"]
        assert (version["lat"], version["lon"], version["area_km2"]) == (row["lat"], row["lon"], row["yta_km2"])
        if row["lpo_kod"]:
            assert BY_KEY[unit]["code"] == row["lpo_kod"]
    assert set(slugs.values()) == {1}


def test_districts_of_the_lists_differ_from_the_tree_only_for_fisksatra() -> None:
    different = set()
    for year, rows in LISTS.items():
        for row in rows:
            unit = version_of(row)["unit_key"]
            if row["polisomrade"] and name_of(ancestor(unit, "district")["key"], f"{year}-06-03") != row["polisomrade"]:
                different.add(row["omrade"])
    assert different == {"Fisksätra"}


def test_words_and_fields_of_the_lists() -> None:
    for year, rows in LISTS.items():
        for row in rows:
            assert row["lagesbild"] == str(year)
            assert row["kategori"] in CATEGORIES
            assert row["trend"] in ({"positiv", "oförändrad", "negativ", "nytt område"} if year == 2025 else {""})
            assert row["kalla"]
            assert bool(row["lat"]) == bool(row["lon"])


def test_stockholm_2019_as_in_the_press_text() -> None:
    """Polisregion Stockholm, 3 June 2019: 25 areas, six särskilt utsatta in three local police areas."""
    rows = [row for row in LISTS[2019] if row["polisregion"] == "Stockholm"]
    assert len(rows) == 25
    most_serious = {row["omrade"]: row["lokalpolisomrade"] for row in rows if row["kategori"] == "särskilt utsatt område"}
    assert most_serious == {
        "Alby": "Botkyrka",
        "Fittja": "Botkyrka",
        "Hallunda/Norsborg": "Botkyrka",
        "Husby": "Rinkeby",
        "Rinkeby/Tensta": "Rinkeby",
        "Ronna/Geneta/Lina": "Södertälje",
    }


# Method


def test_method_has_31_questions_in_order() -> None:
    assert (len(METHOD), METHOD[0]["code"], METHOD[-1]["code"]) == (31, "S1", "K1")
    assert [int(row["order"]) for row in METHOD] == list(range(1, 32))
    assert len({row["code"] for row in METHOD}) == 31
    assert {row["code"] for row in METHOD if row["scope"] == "lpo"} == {"S1", "S2"}


def test_each_asked_part_has_a_class_and_no_other_has() -> None:
    for row in METHOD:
        for part in PARTS:
            assert bool(row[f"{part}_class"]) == (row[f"asks_{part}"] not in {"0", ""}), (row["code"], part)
            assert row[f"{part}_class"] in {"open", "classified", ""}
        assert bool(row["count_label"]) == (row["asks_count"] == "1"), row["code"]
        assert row["asks_choice"] in {"", "ja-nej", "instammer-avviker"}


def test_which_parts_are_open() -> None:
    """What may be published; everything else that is asked is classified."""
    open_parts = {part: {row["code"] for row in METHOD if row[f"{part}_class"] == "open"} for part in PARTS}
    assert open_parts == {
        "rating": {"B5"},
        "count": {"B1", "B3", "B4", "E3", "A2"},
        "share": set(),
        "choice": {"K1"},
        "trend": {"T1"},
        "text": {"B5", "V1", "A1", "K1"},
    }


def test_rated_questions_have_five_different_anchors() -> None:
    for row in METHOD:
        anchors = [row[f"anchor_{grade}"] for grade in range(5)]
        if row["asks_rating"] == "1":
            assert all(anchors), row["code"]
            assert len(set(anchors)) == 5, row["code"]
        else:
            assert not any(anchors), row["code"]


def test_kinds_with_fields_of_their_own_ask_nothing_here() -> None:
    silent = {row["code"] for row in METHOD if all(row[f"asks_{part}"] in {"0", ""} for part in PARTS)}
    assert silent == {"V2", "T2", "T3"}
    assert {row["code"]: row["kind"] for row in METHOD if row["code"] in silent} == {
        "V2": "register",
        "T2": "proposal",
        "T3": "description",
    }


def test_criteria_cover_each_category() -> None:
    assert len({row["code"] for row in CRITERIA}) == len(CRITERIA) == 10
    assert {row["for_category"] for row in CRITERIA} == {"utsatt", "risk", "sarskilt"}
    assert [int(row["order"]) for row in CRITERIA] == list(range(1, 11))
    assert all(row["source"] for row in CRITERIA)
