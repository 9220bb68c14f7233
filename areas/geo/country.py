"""The municipalities and police regions of Sweden as polygons, out of the project's own files (`areas/data/README.md` names the source).

The borders are simplified: a place nearer a border than `BORDER_ERROR` may lie on the other side of it, or in the water.
"""

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import shapely
from shapely import STRtree
from shapely.geometry import MultiPolygon, shape
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parents[1] / "data"
BORDER_ERROR = 3000.0  # metres: the outlines stop at the shore, and areas reach out over water and new land


@cache
def municipalities() -> Mapping[str, MultiPolygon]:
    """Return the polygon of each municipality by its code, in SWEREF 99 TM."""
    features = json.loads((DATA / "borders.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: shape(feature["geometry"]) for feature in features}


@cache
def regions() -> Mapping[str, BaseGeometry]:
    """Return the polygon of each police region by its unit key: its counties' municipalities together."""
    counties = {row["county"]: row["region_key"] for row in _rows("region_counties.csv")}
    members: dict[str, list[BaseGeometry]] = {key: [] for key in counties.values()}
    for row in _rows("municipalities.csv"):
        members[counties[row["county"]]].append(municipalities()[row["code"]])
    return {key: shapely.union_all(found) for key, found in members.items()}


@cache
def counties() -> Mapping[str, BaseGeometry]:
    """Return the polygon of each county by its name: its municipalities together."""
    members: dict[str, list[BaseGeometry]] = {}
    for row in _rows("municipalities.csv"):
        members.setdefault(row["county"], []).append(municipalities()[row["code"]])
    return {name: shapely.union_all(found) for name, found in members.items()}


def outside(place: BaseGeometry, region_key: str) -> float:
    """Return how many metres the farthest point of `place` lies outside a police region; 0 within `BORDER_ERROR` of it."""
    farthest = float(shapely.distance(shapely.points(shapely.get_coordinates(place)), regions()[region_key]).max())
    return farthest if farthest > BORDER_ERROR else 0.0


def municipality_of(place: BaseGeometry) -> str | None:
    """Return the code of the municipality that holds most of `place`; when none holds any, of the nearest within `BORDER_ERROR`."""
    tree, codes = _tree()
    found = tree.query(place, predicate="intersects")
    if len(found):
        shares = {codes[at]: place.intersection(municipalities()[codes[at]]).area for at in found}
        return max(shares, key=lambda code: (shares[code], code))
    nearest = tree.query_nearest(place, max_distance=BORDER_ERROR, all_matches=False)
    return codes[nearest[0]] if len(nearest) else None


@cache
def _tree() -> tuple[STRtree, list[str]]:
    codes = list(municipalities())
    return STRtree([municipalities()[code] for code in codes]), codes


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
