"""Between what is stored and what can be reckoned with: GeoJSON in SWEREF 99 TM and shapely's polygons."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pyproj
import shapely
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.base import BaseGeometry

SWEREF = 3006  # SWEREF 99 TM, metres; the projection of the police's files and of everything stored here
WGS84 = 4326  # longitude and latitude in degrees, as maps on the web and GeoJSON files (RFC 7946) have them
DECIMALS = 4  # of a metre: at three the surface of a large area is already 0.6 m² off

GeoJson = Mapping[str, Any]


def stored(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a polygon in SWEREF 99 TM as it is stored: a GeoJSON MultiPolygon in metres with four decimals, without heights.

    Rings run as RFC 7946 says, so that the same polygon is always stored alike. Raises `ValueError` for what is no polygon.
    """
    parts = shapely.get_parts(shapely.force_2d(geometry))
    if not len(parts) or any(part.geom_type != "Polygon" for part in parts):
        raise ValueError("a boundary is one polygon or several")
    return {"type": "MultiPolygon", "coordinates": _rounded(mapping(shapely.orient_polygons(MultiPolygon(list(parts))))["coordinates"])}


def polygon(geometry: GeoJson) -> MultiPolygon:
    """Return what is stored as a polygon to reckon with, in metres."""
    return shape(geometry)


def to_wgs84(geometry: BaseGeometry) -> BaseGeometry:
    """Return a polygon in SWEREF 99 TM in degrees, longitude before latitude."""
    return shapely.transform(geometry, _between(SWEREF, WGS84).transform, interleaved=False)


def to_sweref(geometry: BaseGeometry, crs: int | str = WGS84) -> BaseGeometry:
    """Return a polygon of another coordinate system in SWEREF 99 TM. `crs` is an EPSG number or what a file says of its own system."""
    return shapely.transform(geometry, _between(crs, SWEREF).transform, interleaved=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS)


@lru_cache(maxsize=16)
def _between(source: int | str, target: int | str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)
