"""The open data files: what stands in them, in which order, and that they are safe and stable."""

import csv
import io
import json
from dataclasses import replace

import pytest
from django.utils import translation

from assessments.enums import Trend
from reports.open.data import OpenReport
from reports.open.datafiles import CHANGE_FIELDS, FIELDS, change_csv_bytes, csv_bytes, geojson_bytes, json_bytes
from tests.reports.open import example

MAKERS = (change_csv_bytes, csv_bytes, geojson_bytes, json_bytes)


def test_json_is_exactly_this(report: OpenReport) -> None:
    one = replace(report, areas=(next(area for area in report.areas if area.name == "Storvreten"),), removed=report.removed[:1])
    assert json.loads(json_bytes(one)) == {
        "lagesbild": 2019,
        "version": 1,
        "omraden": [
            {
                "id": "storvreten",
                "namn": "Storvreten",
                "kategori": "utsatt område",
                "trend": None,
                "foregaende_kategori": None,
                "lokalpolisomrade": "Botkyrka",
                "lpo_kod": "531260",
                "polisregion": "Stockholm",
                "kommun": "Botkyrka",
                "lat": 59.19337,
                "lon": 17.83972,
            }
        ],
        "forandring": {
            "fran": 2017,
            "till": 2019,
            "fore": 1,
            "borta": 1,
            "nya": 1,
            "tekniska": 0,
            "efter": 1,
            "ekvation": "1 − 1 + 1 + 0 = 1",
            "i_ord": "1 område 2017, minus 1 som inte längre är med, plus 1 nytt, och ingen teknisk förändring, blir 1 område 2019.",
            "grupper": [],
            "omraden": [
                {
                    "id": "smedby",
                    "status": "inte längre med",
                    "namn_fore": "Smedby",
                    "namn_efter": None,
                    "kategori_fore": "utsatt område",
                    "kategori_efter": None,
                    "polisregion": "Stockholm",
                    "verklig": -1,
                    "teknisk": 0,
                },
                {
                    "id": "storvreten",
                    "status": "ny",
                    "namn_fore": None,
                    "namn_efter": "Storvreten",
                    "kategori_fore": None,
                    "kategori_efter": "utsatt område",
                    "polisregion": "Stockholm",
                    "verklig": 1,
                    "teknisk": 0,
                },
            ],
        },
    }


def test_the_first_list_has_nothing_to_be_compared_with() -> None:
    assert json.loads(json_bytes(example.report(2015)))["forandring"] is None


def test_every_area_of_both_lists_stands_in_the_file_of_changes_and_adds_up() -> None:
    report = example.report(2025)
    rows = list(csv.DictReader(io.StringIO(change_csv_bytes(report).decode(), newline="")))
    assert tuple(rows[0]) == CHANGE_FIELDS
    before = {area.slug for area in report.areas if area.previous_category} | {gone.slug for gone in report.removed}
    assert {row["id"] for row in rows} == before | {area.slug for area in report.areas}
    assert sum(int(row["verklig"]) + int(row["teknisk"]) for row in rows) == 65 - 59
    assert sum(int(row["teknisk"]) for row in rows) == 6
    [tensta] = [row for row in rows if row["id"] == "tensta"]
    assert (tensta["status"], tensta["namn_fore"], tensta["verklig"], tensta["teknisk"]) == ("delad", "Rinkeby/Tensta", "0", "1")


@pytest.mark.parametrize("make", MAKERS)
def test_bytes_do_not_follow_the_language(report: OpenReport, make: object) -> None:
    swedish = make(report)  # type: ignore[operator]
    with translation.override("en"):
        assert make(report) == swedish  # type: ignore[operator]


@pytest.mark.parametrize(
    ("trend", "word"), [(Trend.POSITIVE, "positiv"), (Trend.STABLE, "oförändrad"), (Trend.NEGATIVE, "negativ"), (Trend.NEW, "nytt område")]
)
def test_trend_words(report: OpenReport, trend: Trend, word: str) -> None:
    changed = replace(report, areas=(replace(report.areas[0], trend=trend),))
    assert json.loads(json_bytes(changed))["omraden"][0]["trend"] == word


def test_csv_rows(report: OpenReport) -> None:
    content = csv_bytes(report)
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert tuple(rows[0]) == FIELDS
    assert len(rows) == 61
    assert content.count(b"\r\n") == 61


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_csv_cells_are_never_formulas(report: OpenReport, start: str) -> None:
    unsafe = replace(report, areas=(replace(report.areas[0], name=f"{start}HYPERLINK(1)"),))
    rows = list(csv.reader(io.StringIO(csv_bytes(unsafe).decode(), newline="")))
    assert rows[1][1].startswith("'")


def test_csv_keeps_negative_coordinates_as_numbers(report: OpenReport) -> None:
    west = replace(report, areas=(replace(report.areas[0], lon=-1.5),))
    assert csv_bytes(west).decode().rstrip().endswith(",-1.5")


def test_geojson_has_points_longitude_first(report: OpenReport) -> None:
    without = replace(report.areas[1], lat=None, lon=None)
    features = json.loads(geojson_bytes(replace(report, areas=(report.areas[0], without))))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [report.areas[0].lon, report.areas[0].lat]}
    assert features[1]["geometry"] is None
    assert "lat" not in features[0]["properties"]
