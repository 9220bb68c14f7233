"""What can be wrong with polygons: alone, against each other, and against the map of Sweden. Pure geometry and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from areas.geo.country import outside
from areas.geo.sentences import GEOMETRY
from lagesbild.ui.swedish import swedish_number

MOST_POINTS: Final = 20_000  # of one area; the largest in the police's file of 2023 has about 500
LEAST_SURFACE: Final = 1000.0  # m²: smaller is a slip of the pen, not a place where people live
OVERLAP_SURFACE: Final = 100.0  # m²: neighbours that were drawn along the same street cover each other by a few
OVERLAP_SHARE: Final = 0.001  # of the smaller one
REFUSING_SHARE: Final = 0.1  # of the smaller one: two areas that share more than this cannot both be right
KINDS: Final = {"Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line"}
CROSSING: Final = ("Self-intersection", "Ring Self-intersection")
WHY: Final = {
    "Hole lies outside shell": "ett hål ligger utanför området",
    "Holes are nested": "ett hål ligger i ett annat",
    "Nested shells": "en del ligger i en annan",
    "Interior is disconnected": "området hänger inte ihop",
    "Duplicate Rings": "samma linje finns två gånger",
    "Too few points in geometry component": "för få punkter",
}


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two areas that cover each other: where they stand in what was given, and the surface in m²."""

    first: int
    second: int
    square_metres: float
    share: float  # of the smaller one

    @property
    def refuses(self) -> bool:
        """Whether the two cannot both be right; what is less is only told."""
        return self.share >= REFUSING_SHARE

    def told(self, other: str) -> str:
        """Say it of one of the two, naming the other."""
        share = f"{self.share * 100:.1f}".replace(".", ",")
        return sentence("overlap", other=other, square_metres=swedish_number(round(self.square_metres)), share=share)


def sentence(code: str, **told: object) -> str:
    """Return the sentence of a fault."""
    return str(GEOMETRY[code]) % told if told else str(GEOMETRY[code])


def missing(kind: str) -> str:
    """Say why a feature has no polygon."""
    return sentence(kind if kind in GEOMETRY else KINDS.get(kind, "other"))


def faults(shape: BaseGeometry) -> list[str]:
    """Return what is wrong with one polygon by itself; empty when it is sound. A polygon is never mended in silence."""
    points = int(shapely.get_num_coordinates(shape))
    if points > MOST_POINTS:
        return [sentence("points", found=swedish_number(points), most=swedish_number(MOST_POINTS))]
    reason = shapely.is_valid_reason(shape)
    if reason != "Valid Geometry":
        what, place = _reason(reason)
        return [sentence("crossing", place=place) if what in CROSSING else sentence("invalid", place=place, why=WHY.get(what, what))]
    if shape.area < LEAST_SURFACE:
        return [sentence("small", square_metres=swedish_number(round(shape.area)))]
    return []


def outside_region(shape: BaseGeometry, region_key: str, region_name: str) -> list[str]:
    """Say how far a polygon reaches outside its police region, if it does."""
    metres = outside(shape, region_key)
    return [sentence("outside", kilometres=swedish_number(round(metres / 1000)), region=region_name)] if metres else []


def overlaps(shapes: Sequence[BaseGeometry]) -> Iterator[Overlap]:
    """Yield the pairs of sound polygons that cover each other by more than drawing along the same street explains."""
    if len(shapes) < 2:
        return
    tree = STRtree(shapes)
    for first, second in tree.query(shapes, predicate="intersects").T:
        if first < second:
            surface = float(shapely.area(shapely.intersection(shapes[first], shapes[second])))
            smaller = min(shapes[first].area, shapes[second].area)
            if surface > max(OVERLAP_SURFACE, OVERLAP_SHARE * smaller):
                yield Overlap(int(first), int(second), surface, surface / smaller)


def same_place(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Answer whether two polygons are one and the same: they differ by less than a square metre."""
    return bool(shapely.area(shapely.symmetric_difference(one, other)) < 1.0)


def gained_and_lost(before: BaseGeometry, after: BaseGeometry) -> tuple[float, float]:
    """Return the surfaces in m² that a moved boundary takes in and leaves."""
    return float(shapely.difference(after, before).area), float(shapely.difference(before, after).area)


def _reason(reason: str) -> tuple[str, str]:
    """Split "Self-intersection[660000.1 6570000.2]" into what it is and where, in whole metres, north first as maps write it."""
    found = re.fullmatch(r"(.+?)\[(\S+) (\S+)\]", reason)
    if found is None:
        return reason, "–"
    what, east, north = found.groups()
    return what, f"N {float(north):.0f} E {float(east):.0f}"
