"""The open data files: what stands in them, in which order, and that they are safe and stable."""

import csv
import io
import json
from dataclasses import replace

import pytest
from django.utils import translation

from assessments.enums import Trend
from reports.open.data import OpenReport
from reports.open.datafiles import FIELDS, csv_bytes, geojson_bytes, json_bytes

MAKERS = (csv_bytes, geojson_bytes, json_bytes)


def test_json_is_exactly_this(report: OpenReport) -> None:
    one = replace(report, areas=(next(area for area in report.areas if area.name == "Storvreten"),))
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
    }


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
