"""The open data files: CSV, GeoJSON and JSON. The same report always gives the same bytes."""

import csv
import io
import json
from typing import Any

from .data import OpenArea, OpenReport
from .words import CATEGORY, TREND

FIELDS = (
    "id", "namn", "kategori", "trend", "foregaende_kategori", "lokalpolisomrade", "lpo_kod", "polisregion", "kommun", "lat", "lon",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    """Return the areas as CSV (RFC 4180: comma, CRLF; UTF-8 without a byte-order mark)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([_cell(value) for value in row(area).values()] for area in report.areas)
    return text.getvalue().encode()


def _cell(value: str | float | None) -> str:
    """Return a cell that a spreadsheet reads as text or as a number, never as a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(value)


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
