"""The sheets that maps are drawn on, and the land on each: the country, a police region, and three crowded places in larger scale.

A sheet shows the same piece of Sweden whatever list is drawn on it, so its land is worked out once in a process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from areas.geo.country import counties, municipalities, regions
from areas.geo.drawing import Frame, frame, path
from reports.open.drawing import Box, ScaleBar

COUNTRY = "sverige"
COUNTRY_SIZE = (360.0, 848.0)
SOUTH_WINDOW = (262.0, 6125.0, 806.0, 6725.0)  # as a city's: what is drawn when no area lies farther north
SOUTH_WIDTH = 420.0
SMALL_SIZE = (72.0, 164.0)  # the whole country in the corner of the southern half
REGION_WIDTH, REGION_HIGHEST, REGION_LOWEST = 420.0, 620.0, 300.0
BEYOND = 30.0  # pixels outside the sheet that are kept, so that no cut edge is seen
SCALE_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class City:
    """A crowded place with a map of its own: everything inside the window (SWEREF 99 TM: west, south, east, north, in kilometres)."""

    key: str
    name: str
    window: tuple[float, float, float, float]
    width: float


CITIES = (
    City("stockholm", "Stockholm", (643, 6555, 690, 6615), 460),
    City("goteborg", "Göteborg", (308, 6388, 332, 6415), 320),
    City("malmo", "Malmö", (364, 6152, 384, 6168), 320),
)


@dataclass(frozen=True, slots=True)
class Land:
    """A sheet with the land on it, as SVG path data."""

    frame: Frame
    land: tuple[str, ...]
    borders: tuple[str, ...]
    beyond: str
    scale: ScaleBar
    frames: tuple[Box, ...] = ()


def square(window: tuple[float, float, float, float]) -> BaseGeometry:
    """Return a window as a polygon in metres."""
    return box(*(1000 * side for side in window))


def holds(window: tuple[float, float, float, float], point: tuple[float, float] | None) -> bool:
    west, south, east, north = (1000 * side for side in window)
    return point is not None and west <= point[0] <= east and south <= point[1] <= north


def room(shape: BaseGeometry, sheet: Frame) -> Box:
    """Return the rectangle round a shape on a sheet."""
    west, south, east, north = shape.bounds
    (left, top), (right, bottom) = sheet.xy(west, north), sheet.xy(east, south)
    return Box(left, top, right - left, bottom - top)


@lru_cache(maxsize=1)
def southern() -> Land:
    """Return the southern half of the country in larger scale, with the whole of it in the lower right corner."""
    shape = square(SOUTH_WINDOW)
    west, south, east, north = shape.bounds
    sheet = frame([shape], width=SOUTH_WIDTH, height=SOUTH_WIDTH * (north - south) / (east - west), margin=0)
    window = _window(sheet)
    small = _in_corner(sheet)
    land = [path(_cut(part, window), sheet) for part in regions().values()]
    lines = "".join(path(_cut(part, window), sheet) for part in counties().values())
    whole = path(shapely.union_all(list(counties().values())), small)
    bar = _scale(sheet)
    beside = ScaleBar(sheet.width - SMALL_SIZE[0] - 24, bar.y, bar.length, bar.text)
    return Land(sheet, (*filter(None, land), whole), (lines,), "", beside, frames=(room(shape, small),))


def _in_corner(sheet: Frame) -> Frame:
    width, height = SMALL_SIZE
    small = frame(municipalities().values(), width=width, height=height, margin=2)
    metres = 1 / small.pixels_a_metre
    right, down = (sheet.width - width - 8) * metres, (sheet.height - height - 8) * metres
    return Frame(small.west - right, small.north + down, small.pixels_a_metre, width, height)


@lru_cache(maxsize=1)
def country() -> Land:
    """Return the whole country: the police regions with the counties in them."""
    width, height = COUNTRY_SIZE
    sheet = frame(municipalities().values(), width=width, height=height, margin=6)
    lines = "".join(path(shape, sheet) for shape in counties().values())
    return Land(sheet, tuple(path(shape, sheet) for shape in regions().values()), (lines,), "", _scale(sheet))


@lru_cache(maxsize=16)
def region(key: str) -> Land | None:
    """Return a police region with its municipalities, its neighbours round it; nothing for a region that the data files do not know."""
    shape = regions().get(key)
    if shape is None:
        return None
    west, south, east, north = shape.bounds
    height = min(max(REGION_WIDTH * (north - south) / (east - west), REGION_LOWEST), REGION_HIGHEST)
    sheet = frame([shape], width=REGION_WIDTH, height=height, margin=14)
    inside = [place for place in municipalities().values() if shape.intersects(place.representative_point())]
    return _close(sheet, [shape], inside)


@lru_cache(maxsize=8)
def city(key: str) -> Land:
    """Return a crowded place with its municipalities."""
    found = next(row for row in CITIES if row.key == key)
    shape = square(found.window)
    west, south, east, north = shape.bounds
    sheet = frame([shape], width=found.width, height=found.width * (north - south) / (east - west), margin=0)
    return _close(sheet, municipalities().values(), ())


def _close(sheet: Frame, shown: Iterable[BaseGeometry], inside: Iterable[BaseGeometry]) -> Land:
    """Return a sheet in large scale: `shown` as land with the lines of `inside` on it, the rest of the country round it."""
    window = _window(sheet)
    drawn = [_cut(shape, window) for shape in shown]
    round_it = "".join(path(_cut(shape, window), sheet) for shape in municipalities().values())
    lines = "".join(path(_cut(shape, window), sheet) for shape in inside)
    return Land(sheet, tuple(filter(None, (path(shape, sheet) for shape in drawn))), (lines,) if lines else (), round_it, _scale(sheet))


def _window(sheet: Frame) -> tuple[float, float, float, float]:
    metres = 1 / sheet.pixels_a_metre
    west, north = sheet.west - BEYOND * metres, sheet.north + BEYOND * metres
    return west, north - (sheet.height + 2 * BEYOND) * metres, west + (sheet.width + 2 * BEYOND) * metres, north


def _cut(shape: BaseGeometry, window: tuple[float, float, float, float]) -> BaseGeometry:
    return shapely.clip_by_rect(shape, *window)


def _scale(sheet: Frame) -> ScaleBar:
    """Return the scale bar at the lower right: a round number of kilometres, at most a quarter of the sheet."""
    fitting = [step for step in SCALE_STEPS_KM if step * 1000 * sheet.pixels_a_metre <= sheet.width / 4]
    km = fitting[-1] if fitting else SCALE_STEPS_KM[0]
    return ScaleBar(sheet.width - 14, sheet.height - 14, km * 1000 * sheet.pixels_a_metre, f"{km}\N{NO-BREAK SPACE}km")
