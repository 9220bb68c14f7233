"""Boundaries of areas: plain shapes round the areas' middle points."""

from datetime import date
from decimal import Decimal
from math import cos, pi, sin

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from areas.geo.shapes import stored, to_sweref
from areas.models import Area, AreaVersion, Boundary
from tests.factories.places import START


def blob(version: AreaVersion, *, metres: float = 600, corners: int = 24) -> BaseGeometry:
    """Return a star-like polygon round the middle point of an area, in SWEREF 99 TM."""
    middle = to_sweref(Point(float(version.lon or 0), float(version.lat or 0)))
    turns = [2 * pi * n / corners for n in range(corners)]
    reach = [metres * (1 + 0.25 * sin(5 * turn)) for turn in turns]
    return Polygon([(middle.x + far * cos(turn), middle.y + far * sin(turn)) for turn, far in zip(turns, reach, strict=True)])


def bound(version: AreaVersion, shape: BaseGeometry | None = None, **given: object) -> Boundary:
    """Give an area a boundary that holds since 2015."""
    shape = blob(version) if shape is None else shape
    return Boundary.objects.create(**_values(version.area, shape) | given)


def _values(area: Area, shape: BaseGeometry) -> dict[str, object]:
    surface = Decimal(str(round(shape.area, 2)))
    return {"area": area, "geometry": stored(shape), "area_m2": surface, "valid_from": START, "valid_to": None, "source": "Påhittad gräns"}


def round_every_area(*, corners: int, day: date = date(2023, 6, 1)) -> int:
    """Give every area that has a middle point on `day` a boundary; return how many."""
    rows = AreaVersion.objects.as_of(day).filter(lat__isnull=False).select_related("area")
    return len(Boundary.objects.bulk_create(Boundary(**_values(row.area, blob(row, corners=corners))) for row in rows))
