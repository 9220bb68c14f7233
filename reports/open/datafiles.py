"""The open data files: CSV, GeoJSON and JSON. The same report always gives the same bytes."""

import json
from typing import Any

from areas.enums import Status
from lagesbild.spreadsheet import csv_table

from .change import Line, Lists
from .change_sentences import sum_words
from .data import OpenArea, OpenReport
from .words import CATEGORY, STATUS, TREND

FIELDS = (
    "id", "namn", "kategori", "trend", "foregaende_kategori", "lokalpolisomrade", "lpo_kod", "polisregion", "kommun", "lat", "lon",
)  # fmt: skip

CHANGE_FIELDS = (
    "id", "status", "namn_fore", "namn_efter", "kategori_fore", "kategori_efter", "polisregion", "verklig", "teknisk",
)  # fmt: skip
SUM_FIELDS = ("fran", "till", "fore", "borta", "nya", "tekniska", "efter")

# Columns that count people or events. There is none: no published table has such a number. One that is added here is made by
# `lagesbild.small_numbers.suppress` and nothing else; the release check refuses a small number in it.
COUNTS: frozenset[str] = frozenset()
# Whole numbers in the files that count neither: years, the edition, numbers of areas, and the sizes in the manifest.
NO_COUNTS = frozenset({"lagesbild", "version", "storlek", "lat", "lon", "andrar", *FIELDS, *CHANGE_FIELDS, *SUM_FIELDS} - COUNTS)


def row(area: OpenArea) -> dict[str, Any]:
    """Return one area with the names and the order that all three files share. Words are Swedish whatever language is active."""
    return {
        "id": area.slug,
        "namn": area.name,
        "kategori": CATEGORY[area.category],
        "trend": None if area.trend is None else TREND[area.trend],
        "foregaende_kategori": None if area.previous_category is None else CATEGORY[area.previous_category],
        "lokalpolisomrade": area.lpo_name,
        "lpo_kod": area.lpo_code,
        "polisregion": area.region_name,
        "kommun": area.municipality,
        "lat": area.lat,
        "lon": area.lon,
    }


def csv_bytes(report: OpenReport) -> bytes:
    """Return the areas as CSV."""
    return csv_table(FIELDS, (row(area).values() for area in report.areas))


def json_bytes(report: OpenReport) -> bytes:
    """Return the areas as JSON with the year and version that they belong to, and what has changed since the last list."""
    areas = [row(area) for area in report.areas]
    return _dump({"lagesbild": report.year, "version": report.version, "omraden": areas, "forandring": _change(report)})


def change_csv_bytes(report: OpenReport) -> bytes:
    """Return every area of this list and the last one as CSV, with what has become of it. Only for a report that has an earlier list."""
    return csv_table(CHANGE_FIELDS, (change_row(line).values() for line in Lists(report).lines()))


def change_row(line: Line) -> dict[str, Any]:
    """Return one area of either list. `verklig` and `teknisk` are +1, 0 or −1; all of them together are the difference between the lists.

    What stands before the split of an area is one name, what it became several: they are parted by a semicolon.
    """
    after = line.category_after
    return {
        "id": line.slug,
        "status": STATUS[line.status],
        "namn_fore": "; ".join(line.names_before) or None,
        "namn_efter": "; ".join(line.names_after) or None,
        "kategori_fore": "; ".join(CATEGORY[category] for category in line.categories_before) or None,
        "kategori_efter": None if after is None else CATEGORY[after],
        "polisregion": line.region,
        "verklig": line.real,
        "teknisk": line.technical,
    }


def _change(report: OpenReport) -> dict[str, Any] | None:
    """Return the sum, the groups of areas that were redrawn and each area, or nothing for the first list."""
    if report.previous_year is None:
        return None
    lists = Lists(report)
    numbers = lists.comparison.sum
    years = (report.previous_year, report.year)
    values = (*years, numbers.before, numbers.gone, numbers.new, numbers.technical, numbers.after)
    return {
        **dict(zip(SUM_FIELDS, values, strict=True)),
        "ekvation": numbers.equation,
        "i_ord": sum_words(numbers, *years),
        "grupper": [
            {
                "status": STATUS[Status(group.kind)],
                "namn_fore": [lists.names_before[slug] for slug in group.before],
                "namn_efter": [lists.names_after.get(slug, slug) for slug in group.after],
                "andrar": group.balance,
            }
            for group in lists.comparison.groups
        ],
        "omraden": [change_row(line) for line in lists.lines()],
    }


def geojson_bytes(report: OpenReport) -> bytes:
    """Return the areas as points (RFC 7946: WGS 84, longitude first). An area without a known point has no geometry."""
    return _dump({"type": "FeatureCollection", "features": [_feature(area) for area in report.areas]})


def _feature(area: OpenArea) -> dict[str, Any]:
    known = area.lat is not None and area.lon is not None
    properties = {name: value for name, value in row(area).items() if name not in {"lat", "lon"}}
    return {
        "type": "Feature",
        "id": area.slug,
        "geometry": {"type": "Point", "coordinates": [area.lon, area.lat]} if known else None,
        "properties": properties,
    }


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
