"""Maps: GeoJSON in degrees (RFC 7946), and GeoPackage in SWEREF 99 TM with points and boundaries in a layer each."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
import pyogrio.raw
import shapely
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

from areas.exporting.about import About
from areas.exporting.resource import Column, Spot, Value
from areas.exports import Taken
from areas.geo.shapes import SWEREF, to_wgs84

A_PART = 2_000  # rows that are held at a time
DECIMALS = 7  # of a degree: about a centimetre
POINTS, BOUNDARIES, ABOUT_TABLE = "Point", "MultiPolygon", "om filen"
BOUNDARY_LAYER = "gränser"
Line = tuple[list[Value], Spot]


def write_geojson(path: Path, name: str, taken: Taken, about: About) -> int:
    """Write one feature a row: by its boundary, else by its point, else without a place. Returns the number of rows."""
    head, count = taken.resource.head, 0
    with path.open("w", encoding="utf-8") as out:
        described = json.dumps(dict(about), ensure_ascii=False)
        out.write(f'{{"type":"FeatureCollection","om_filen":{described},"features":[')
        for values, spot in _lines(taken):
            plain = [value.isoformat() if isinstance(value, date) else value for value in values]
            feature = {"type": "Feature", "geometry": _degrees(spot), "properties": dict(zip(head, plain, strict=True))}
            out.write(("\n" if not count else ",\n") + json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
            count += 1
        out.write("\n]}\n")
    return count


def write_geopackage(path: Path, name: str, taken: Taken, about: About) -> int:
    """Write the rows that have a point into one layer and those that have a boundary into another. Returns the number of rows."""
    lines, count = _lines(taken), 0
    written: set[str] = set()
    columns = taken.resource.columns
    while part := list(islice(lines, A_PART)):
        count += len(part)
        for kind, layer in _layers(taken.resource.layer):
            _write_layer(path, kind, layer, columns, part, about, append=layer in written)
            written.add(layer)
    if not written:
        _write_layer(path, *_layers(taken.resource.layer)[0], columns, [], about, append=False)
    _write_about(path, about)
    return count


def _lines(taken: Taken) -> Iterator[Line]:
    for values, row in taken.resource.lines(taken.rows):
        yield values, taken.resource.spot(row)


def _layers(layer: str) -> list[tuple[str, str]]:
    """Return the kinds of geometry and the names of their layers. What is boundaries alone has one layer."""
    return [(BOUNDARIES, layer)] if layer == BOUNDARY_LAYER else [(POINTS, layer), (BOUNDARIES, BOUNDARY_LAYER)]


def _write_layer(path: Path, kind: str, layer: str, columns: list[Column], part: list[Line], about: About, *, append: bool) -> None:
    rows = [(values, shape) for values, spot in part if (shape := _shape(kind, spot)) is not None]
    table = [[values[at] for values, _shape in rows] for at in range(len(columns))]
    arrays = [_array(column, cells) for column, cells in zip(columns, table, strict=True)]
    pyogrio.raw.write(
        str(path),
        geometry=shapely.to_wkb(numpy.array([shape for _values, shape in rows], dtype=object)) if rows else numpy.array([], dtype=object),
        field_data=[data for data, _mask in arrays],
        field_mask=[mask for _data, mask in arrays],
        fields=[column.column_name for column in columns],
        geometry_type=kind,
        crs=f"EPSG:{SWEREF}",
        layer=layer,
        driver="GPKG",
        append=append,
        layer_options=None if append else {"IDENTIFIER": layer, "DESCRIPTION": " ".join(f"{key}: {words}" for key, words in about)},
    )


def _write_about(path: Path, about: About) -> None:
    columns: Iterable[tuple[str, ...]] = zip(*about, strict=True)
    pyogrio.raw.write(
        str(path),
        geometry=None,
        field_data=[numpy.array(column, dtype=object) for column in columns],
        fields=["uppgift", "text"],
        geometry_type=None,
        layer=ABOUT_TABLE,
        driver="GPKG",
    )


def _shape(kind: str, spot: Spot) -> BaseGeometry | None:
    if kind == POINTS:
        return Point(*spot.point) if spot.point else None
    return spot.shape


def _array(column: Column, cells: list[Value]) -> tuple[Any, Any]:
    """Return a column as numpy has it, and where it is empty."""
    mask = numpy.array([cell is None for cell in cells], dtype=bool)
    if column.kind in (int, float, bool):
        empty = column.kind()
        kind = {int: "int64", float: "float64", bool: "bool"}[column.kind]
        return numpy.array([empty if cell is None else cell for cell in cells], dtype=kind), mask
    if column.kind is date:
        return numpy.array(["NaT" if cell is None else str(cell) for cell in cells], dtype="datetime64[D]"), mask
    return numpy.array(cells, dtype=object), mask


def _degrees(spot: Spot) -> dict[str, Any] | None:
    shape = spot.shape if spot.shape is not None else Point(*spot.point) if spot.point else None
    if shape is None:
        return None
    degrees = to_wgs84(shape)
    return {"type": degrees.geom_type, "coordinates": _rounded(mapping(degrees)["coordinates"])}


def _rounded(value: Any) -> Any:
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else round(value, DECIMALS)
