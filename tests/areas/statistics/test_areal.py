"""Areal weighting: the shares add up, the bounds hold, and nothing is made up where nothing is known. Plain geometry."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, box
from shapely.geometry.base import BaseGeometry

from areas.geo.areal import Weighted, squares, weigh, weights

SIZE, SIDE = 250, 8  # eight by eight squares of 250 metres
GRID = squares(
    [x * SIZE for x in range(SIDE) for _y in range(SIDE)], [y * SIZE for _x in range(SIDE) for y in range(SIDE)], [SIZE] * SIDE * SIDE
)
ALL = SIZE * SIDE
COUNTS = st.lists(st.integers(0, 5000), min_size=SIDE * SIDE, max_size=SIDE * SIDE)


@st.composite
def shapes(draw: st.DrawFn) -> BaseGeometry:
    """Draw a polygon with a surface, somewhere on the grid."""
    place = st.integers(0, ALL)
    points = draw(st.lists(st.tuples(place, place), min_size=3, max_size=8, unique=True))
    hull = MultiPoint(points).convex_hull
    return hull if hull.area > 1 else box(10, 10, 20, 20)


def test_a_square_inside_counts_whole_and_one_that_is_cut_by_its_share() -> None:
    cells = squares([0, 250, 500], [0, 0, 0], [250, 250, 250])
    area = box(0, 0, 375, 250)  # one and a half; the third only by nothing
    assert weigh({"a": area}, cells, [100, 40, 1000]) == {"a": Weighted(120.0, 100, 140, 2)}


def test_an_area_without_squares_is_not_known_and_not_nought() -> None:
    assert weigh({"far": box(9000, 9000, 9100, 9100)}, GRID, [7] * len(GRID)) == {}
    assert weigh({"a": box(0, 0, 10, 10)}, GRID, [0] * len(GRID)) == {"a": Weighted(0.0, 0, 0, 1)}


def test_to_share_a_border_is_to_share_nobody() -> None:
    at, shares = weights(box(250, 0, 500, 250), GRID)
    assert (len(at), shares.tolist()) == (1, [1.0])


def test_squares_of_two_sizes_and_other_cells_are_weighted_alike() -> None:
    cells = np.asarray([*squares([0], [0], [1000]), shapely.Polygon([(1000, 0), (2000, 0), (1000, 1000)])])
    assert weigh({"a": box(0, 0, 2000, 1000)}, cells, [10, 20])["a"] == Weighted(30.0, 30, 30, 2)
    assert weigh({"a": box(0, 0, 1000, 500)}, cells, [10, 20])["a"] == Weighted(5.0, 0, 10, 1)


@settings(deadline=None)
@given(shapes())
def test_the_shares_are_the_surface(area: BaseGeometry) -> None:
    at, shares = weights(area, GRID)
    assert ((shares > 0) & (shares <= 1)).all()
    assert float((shares * SIZE * SIZE).sum()) == pytest.approx(area.area, rel=1e-6, abs=1e-2)
    assert len(set(at.tolist())) == len(at)


@settings(deadline=None)
@given(shapes(), COUNTS)
def test_the_bounds_hold(area: BaseGeometry, counts: list[int]) -> None:
    found = weigh({"a": area}, GRID, counts)["a"]
    inside = sum(count for cell, count in zip(GRID, counts, strict=True) if area.buffer(1e-6).contains(cell))
    touching = sum(count for cell, count in zip(GRID, counts, strict=True) if area.intersection(cell).area > SIZE * SIZE * 1e-6)
    assert found.low <= found.value <= found.high
    assert found.low == inside
    assert found.high >= touching


@settings(deadline=None)
@given(st.integers(1, ALL - 1), st.integers(1, ALL - 1), COUNTS)
def test_areas_that_fill_the_ground_share_out_everybody_once(x: int, y: int, counts: list[int]) -> None:
    parts = {"sw": box(0, 0, x, y), "se": box(x, 0, ALL, y), "nw": box(0, y, x, ALL), "ne": box(x, y, ALL, ALL)}
    found = weigh(parts, GRID, counts)
    assert sum(part.value for part in found.values()) == pytest.approx(sum(counts))
    assert sum(part.low for part in found.values()) <= sum(counts) <= sum(part.high for part in found.values())
