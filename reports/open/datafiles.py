"""The open data files: CSV, GeoJSON and JSON. The same report always gives the same bytes."""

import json
from typing import Any

from lagesbild.spreadsheet import csv_table

from .data import OpenArea, OpenReport
from .words import CATEGORY, TREND

FIELDS = (
    "id", "namn", "kategori", "trend", "foregaende_kategori", "lokalpolisomrade", "lpo_kod", "polisregion", "kommun", "lat", "lon",
)  # fmt: skip

# Columns that count people or events. There is none: no published table has such a number. One that is added here is made by
# `lagesbild.small_numbers.suppress` and nothing else; the release check refuses a small number in it.
COUNTS: frozenset[str] = frozenset()
# Whole numbers in the files that count neither: the year, the edition, and the sizes in the manifest.
NO_COUNTS = frozenset({"lagesbild", "version", "storlek", "lat", "lon", *FIELDS} - COUNTS)


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
    """Return the areas as JSON with the year and version that they belong to."""
    return _dump({"lagesbild": report.year, "version": report.version, "omraden": [row(area) for area in report.areas]})


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
