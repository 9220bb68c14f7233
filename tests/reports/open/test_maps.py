"""Maps: every area has its mark, marks do not cover each other, labels stay on the sheet, and both writers agree."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from reports.open import maps
from reports.open.data import OpenReport
from reports.open.drawing import Box, Drawing
from reports.open.svg import page_svg, print_svg
from tests.reports.open import example


def drawings(report: OpenReport) -> list[Drawing]:
    regions = [maps.region_map(report, region) for region in report.regions]
    return [maps.country_map(report), *maps.city_maps(report), *(drawing for drawing in regions if drawing is not None)]


@pytest.mark.parametrize("year", example.YEARS)
def test_every_area_with_a_point_has_one_mark(year: int) -> None:
    report = example.report(year)
    shown = len(maps.country_map(report).marks) + sum(len(drawing.marks) for drawing in maps.city_maps(report))
    assert shown == len(maps.placed(report.areas))


@pytest.mark.parametrize("year", example.YEARS)
def test_marks_do_not_cover_each_other(year: int) -> None:
    for drawing in drawings(example.report(year)):
        boxes = [Box(mark.x - mark.size / 2, mark.y - mark.size / 2, mark.size, mark.size) for mark in drawing.marks]
        assert not [1 for one, other in combinations(boxes, 2) if one.overlap(other) > 1], drawing.key


@pytest.mark.parametrize("year", example.YEARS)
def test_marks_and_labels_stay_on_the_sheet(year: int) -> None:
    for drawing in drawings(example.report(year)):
        for item in (*drawing.marks, *drawing.labels):
            assert 0 <= item.x <= drawing.width, (drawing.key, item)
            assert 0 <= item.y <= drawing.height, (drawing.key, item)


def test_crowded_places_of_2019(report: OpenReport) -> None:
    assert [(drawing.place, len(drawing.marks), drawing.by_number) for drawing in maps.city_maps(report)] == [
        ("Stockholm", 25, True),
        ("Göteborg", 9, False),
        ("Malmö", 4, False),
    ]


def test_region_maps(report: OpenReport) -> None:
    """A region without areas has no map; one whose areas all lie in one crowded place has only that map."""
    found = {region.name: maps.region_map(report, region) for region in report.regions}
    assert found["Nord"] is None
    assert found["Stockholm"] is None
    assert found["Syd"] is not None


def test_an_area_without_a_point_is_left_out(report: OpenReport) -> None:
    unplaced = replace(report, areas=tuple(replace(area, lat=None, lon=None) for area in report.areas))
    assert maps.country_map(unplaced).marks == ()
    assert maps.city_maps(unplaced) == ()


def test_maps_without_outlines(report: OpenReport) -> None:
    assert maps.country_map(report, rings=()).land == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Holma/Kroksbäck/Bellevuegården", "Holma m.fl."),
        ("Södra Sofielund (Seved)", "Södra Sofielund"),
        ("Rosengård söder om Amiralsgatan", "Rosengård …"),
        ("Alby", "Alby"),
    ],
)
def test_short_name(name: str, expected: str) -> None:
    assert maps.short_name(name) == expected


def test_page_svg_is_an_image_with_a_title_and_no_style(report: OpenReport) -> None:
    root = ET.fromstring(page_svg(maps.country_map(report)))
    assert root.get("role") == "img"
    title = root.find("title")
    assert title is not None and title.get("id") == root.get("aria-labelledby")
    assert not [item for item in root.iter() if {"style", "tabindex", "onclick"} & set(item.keys()) or item.tag in {"a", "style", "script"}]


def test_names_are_escaped(report: OpenReport) -> None:
    evil = replace(report, areas=tuple(replace(area, name="<script>&", municipality="<b>") for area in report.areas))
    for drawing in drawings(evil):
        assert "<script>" not in page_svg(drawing)
        ET.fromstring(print_svg(drawing))


def test_print_svg_has_the_same_marks(report: OpenReport) -> None:
    drawing = maps.country_map(report)
    assert print_svg(drawing).count("<g ") == page_svg(drawing).count("<g ") == len(drawing.marks)
    assert "class=" not in print_svg(drawing)
