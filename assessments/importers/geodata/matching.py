"""Which area of the register a feature is: by its name there, else by where it lies."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from areas.geo.shapes import polygon
from areas.importers.cells import normal
from areas.models import AreaVersion, Boundary
from assessments.importers.geodata.reading import Said
from assessments.importers.register import Register

LIKE = 0.7  # of both polygons: an area under another name is the same place when the two cover each other by this much


class Places:
    """The boundaries of the register, read once: for each area its rows, and their polygons."""

    def __init__(self) -> None:
        self.rows: dict[int, list[Boundary]] = defaultdict(list)
        self.shapes: dict[int, BaseGeometry] = {}
        for row in Boundary.objects.select_related("batch").defer("batch__content").order_by("area_id", "valid_from"):
            self.rows[row.area_id].append(row)
            self.shapes[row.pk] = polygon(row.geometry)

    def on(self, area_id: int, day: date) -> Boundary | None:
        """Return the area's boundary on a day."""
        return next((row for row in self.rows[area_id] if row.holds_on(day)), None)

    def holding(self, day: date) -> Mapping[int, BaseGeometry]:
        """Return the polygon of each area that has a boundary on a day."""
        found = ((area_id, self.on(area_id, day)) for area_id in list(self.rows))
        return {area_id: self.shapes[row.pk] for area_id, row in found if row is not None}


def match(said: Said, register: Register, places: Places) -> int | None:
    """Return the id of the area that a feature is, or nothing for one that the register does not know."""
    by_name = _by_name(said, register)
    return by_name if by_name is not None else _by_place(said, register, places)


def _by_name(said: Said, register: Register) -> int | None:
    """Look for the name in the municipality, else among the areas of the same local police area or above it."""
    if said.municipality_id is not None:
        versions = register.by_name.get((normal(said.name), said.municipality_id), [])
        if versions:
            return _best(versions, said.day)
    if said.unit is None:
        return None
    units = {said.unit.pk, *(unit.pk for unit in register.organisation(said.year).above(said.unit))}
    versions = [v for (name, _place), found in register.by_name.items() if name == normal(said.name) for v in found if v.unit_id in units]
    return _best(versions, said.day) if versions else None


def _best(versions: list[AreaVersion], day: date) -> int:
    """Return the area of the version that holds on the day, else of the latest."""
    return next((version for version in versions if version.holds_on(day)), versions[-1]).area_id


def _by_place(said: Said, register: Register, places: Places) -> int | None:
    """Look for a boundary that covers the feature and is covered by it, among the areas that were there for the list."""
    if said.shape is None:
        return None
    for area_id, shape in places.holding(said.day).items():
        if any(version.holds_on(said.day) for version in register.by_area[area_id]) and _alike(said.shape, shape):
            return area_id
    return None


def _alike(one: Any, other: Any) -> bool:
    common = shapely.area(shapely.intersection(one, other))
    return bool(common >= LIKE * max(one.area, other.area))
