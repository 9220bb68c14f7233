"""From degrees to pixels, and the outlines of the country.

The projection is sinusoidal: true distances along each parallel, around a middle meridian. At the scale of these maps it looks like the
national grid.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

import areas

KM_PER_DEGREE = 111.2
DATA = Path(areas.__file__).resolve().parent / "data"
OUTLINES = DATA / "outlines.geojson"  # the counties
MUNICIPALITIES = DATA / "municipality_outlines.geojson"  # finer, around the crowded places only
SCALE_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200)

Point = tuple[float, float]  # latitude, longitude
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Turns (lat, lon) into (x, y): `scale` pixels a kilometre, the point (`lat`, `lon`) at (`x`, `y`)."""

    lat: float
    lon: float
    scale: float
    x: float
    y: float

    def to_xy(self, point: Point) -> tuple[float, float]:
        lat, lon = point
        east = (lon - self.lon) * cos(radians(lat)) * KM_PER_DEGREE
        north = (lat - self.lat) * KM_PER_DEGREE
        return self.x + east * self.scale, self.y - north * self.scale


def fit(points: Iterable[Point], width: float, height: float, padding: float, *, least_km: float = 4.0) -> Projection:
    """Return the projection that shows all `points` in a sheet of the given size; at least `least_km` wide."""
    found = list(points)
    lat = (min(p[0] for p in found) + max(p[0] for p in found)) / 2
    lon = (min(p[1] for p in found) + max(p[1] for p in found)) / 2
    flat = Projection(lat, lon, 1.0, 0.0, 0.0)
    spread = [flat.to_xy(point) for point in found]
    left, right = min(x for x, _ in spread), max(x for x, _ in spread)
    top, bottom = min(y for _, y in spread), max(y for _, y in spread)
    wide, high = max(right - left, least_km), max(bottom - top, least_km)
    scale = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
    return Projection(lat, lon, scale, width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2)


def proportion(points: Iterable[Point]) -> float:
    """Return height divided by width of the rectangle around `points`, in kilometres."""
    found = list(points)
    flat = Projection(sum(p[0] for p in found) / len(found), sum(p[1] for p in found) / len(found), 1.0, 0.0, 0.0)
    spread = [flat.to_xy(point) for point in found]
    wide = max(x for x, _ in spread) - min(x for x, _ in spread)
    high = max(y for _, y in spread) - min(y for _, y in spread)
    return max(high, 1.0) / max(wide, 1.0)


def scale_length(projection: Projection, width: float) -> tuple[int, float]:
    """Return the kilometres and the pixels of a scale bar: a round number, at most a quarter of the sheet."""
    fitting = [step for step in SCALE_STEPS_KM if step * projection.scale <= width / 4]
    step = fitting[-1] if fitting else SCALE_STEPS_KM[0]
    return step, step * projection.scale


@lru_cache(maxsize=8)
def outlines(path: Path = OUTLINES, inset: str = "") -> tuple[Ring, ...]:
    """Return the rings of the country's outline, or nothing when the file is not there: maps are then drawn without land.

    With `inset`, only the features that are made for that larger map.
    """
    if not path.exists():
        return ()
    rings: list[Ring] = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        if inset and feature["properties"].get("inset") != inset:
            continue
        shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings += [tuple((lat, lon) for lon, lat, *_ in ring) for shape in shapes for ring in shape]
    return tuple(rings)


def land_paths(projection: Projection, width: float, height: float, rings: tuple[Ring, ...]) -> tuple[str, ...]:
    """Return SVG path data of the outlines that touch the sheet, without points closer than a pixel to the last one."""
    paths = []
    for ring in rings:
        thinned = _thin([projection.to_xy(point) for point in ring])
        if len(thinned) > 3 and _touches(thinned, width, height):
            paths.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in thinned) + "Z")
    return tuple(paths)


def _thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept = points[:1]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1.0:
            kept.append((x, y))
    return kept


def _touches(points: list[tuple[float, float]], width: float, height: float) -> bool:
    inside_x = min(x for x, _ in points) < width and max(x for x, _ in points) > 0
    return inside_x and min(y for _, y in points) < height and max(y for _, y in points) > 0
