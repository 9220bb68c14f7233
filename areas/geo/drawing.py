"""Polygons as SVG paths: from metres in SWEREF 99 TM to pixels on a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

LEAST_METRES = 200.0  # a sheet never shows less than this, so that a single small polygon is not blown up beyond sense
FINEST = 0.4  # pixels: points closer than this to the line are left out


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of `width` × `height` pixels, and the place that its upper left corner shows."""

    west: float
    north: float
    pixels_a_metre: float
    width: float
    height: float

    def xy(self, east: float, north: float) -> tuple[float, float]:
        """Return the pixel of a place."""
        return (east - self.west) * self.pixels_a_metre, (self.north - north) * self.pixels_a_metre


def frame(shapes: Iterable[BaseGeometry], *, width: float, height: float, margin: float = 8.0) -> Frame:
    """Return the sheet on which all of `shapes` (at least one) are seen as large as they can be, in the middle."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    wide, high = max(east - west, LEAST_METRES), max(north - south, LEAST_METRES)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    return Frame(
        west=(west + east) / 2 - width / 2 / scale,
        north=(south + north) / 2 + height / 2 / scale,
        pixels_a_metre=scale,
        width=width,
        height=height,
    )


def path(shape: BaseGeometry, sheet: Frame) -> str:
    """Return the data of an SVG path (`fill-rule="evenodd"`), with no more points than can be seen; empty for what is too small to see."""
    seen = shapely.simplify(shape, FINEST / sheet.pixels_a_metre, preserve_topology=False)
    rings = [ring for part in shapely.get_parts(seen) if part.geom_type == "Polygon" for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(ring, sheet) for ring in rings)


def _ring(ring: BaseGeometry, sheet: Frame) -> str:
    points = [sheet.xy(east, north) for east, north, *_height in shapely.get_coordinates(ring)[:-1]]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z" if points else ""
