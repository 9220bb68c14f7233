"""Areal weighting: from counts in squares (or other cells) to counts in areas. Plain geometry, no database.

A cell that a boundary cuts gives the area as large a part of its count as the area holds of its surface: as if people lived evenly in it.
They do not. How wrong that can be is known exactly, and always said: the area has at least those in the cells that lie wholly inside, and
at most those in every cell that it touches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

K = TypeVar("K")
WHOLE = 1 - 1e-9  # a share this large is all of a cell: what is missing is the last decimals of a coordinate


@dataclass(frozen=True, slots=True)
class Weighted:
    """What an area gets: the best guess, and the bounds that the truth lies within. `cells` is how many cells it touches."""

    value: float
    low: int
    high: int
    cells: int


def weights(area: BaseGeometry, cells: NDArray[np.object_]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return which of `cells` the area holds some surface of, and how large a share of each (above 0, at most 1)."""
    return _weights(area, cells, STRtree(cells))


def weigh(areas: Mapping[K, BaseGeometry], cells: NDArray[np.object_], counts: Sequence[int]) -> dict[K, Weighted]:
    """Return what each area gets of the `counts` of `cells`. An area that touches no cell is not in the answer: nothing is known of it."""
    tree, numbers = STRtree(cells), np.asarray(counts, dtype=np.int64)
    found = {}
    for key, area in areas.items():
        at, shares = _weights(area, cells, tree)
        if len(at):
            here = numbers[at]
            low, high = int(here[shares >= WHOLE].sum()), int(here.sum())
            found[key] = Weighted(min(max(float(here @ shares), low), high), low, high, len(at))
    return found


def squares(east: Sequence[int], north: Sequence[int], size: Sequence[int]) -> NDArray[np.object_]:
    """Return squares by their lower left corners and sides, in metres."""
    west, south, side = (np.asarray(numbers, dtype=float) for numbers in (east, north, size))
    return np.asarray(shapely.box(west, south, west + side, south + side))


def _weights(area: BaseGeometry, cells: NDArray[np.object_], tree: STRtree) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    at = np.sort(tree.query(area, predicate="intersects"))
    shares = shapely.area(shapely.intersection(cells[at], area)) / shapely.area(cells[at])
    inside = shares > 1 - WHOLE  # to share a border is to share no surface
    return at[inside], np.minimum(shares[inside], 1.0)
