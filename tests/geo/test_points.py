"""A boundary as lines of text, and its faults, each with its line."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from areas.geo.points import PointsError, as_lines, from_lines
from tests.factories import geo


def test_a_square_is_four_lines_and_comes_back() -> None:
    square = MultiPolygon([geo.square()])
    assert as_lines(square) == "6588000 668000\n6589000 668000\n6589000 667000\n6588000 667000"
    assert from_lines(as_lines(square)).equals(square)


def test_parts_and_holes_come_back() -> None:
    holed = Polygon(geo.square().exterior, [geo.square(667_200, 6_588_200, 100).exterior])
    both = MultiPolygon([holed, geo.square(north=6_600_000)])
    assert "\n\nhål\n" in as_lines(both)
    assert from_lines(as_lines(both)).equals(both)


@given(st.integers(3, 60), st.floats(50, 5000), st.booleans())
def test_any_ring_comes_back_within_a_millimetre(points: int, radius: float, crlf: bool) -> None:
    ring = MultiPolygon([geo.ring(points, radius=radius)])
    text = as_lines(ring).replace("\n", "\r\n") if crlf else as_lines(ring)
    assert shapely.hausdorff_distance(from_lines(text), ring) < 0.001


def test_degrees_are_understood() -> None:
    found = from_lines("59,40 17,92\n59,41 17,92\n59,41 17,94\n")
    assert 550_000 < found.area < 700_000
    assert 6_580_000 < found.centroid.y < 6_600_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Skriv minst tre hörn"),
        ("\n\n", "Skriv minst tre hörn"),
        ("6588000 667000\n6589000 667000", "Raderna från 1 har bara 2 hörn. En yta har minst tre."),
        ("6588000 667000\n6589000\n6589000 668000", "Rad 2 går inte att läsa: ”6589000”."),
        ("6588000 667000\nalby\n6589000 668000", "Rad 2 går inte att läsa: ”alby”."),
        ("6588000 667000\n6589000 667000\n1e99 668000", "Rad 3 ligger utanför Sverige."),
        ("6588000 667000\n6589000 667000\nnan nan", "Rad 3 ligger utanför Sverige."),
        ("hål\n6588000 667000\n6589000 667000\n6589000 668000", "Ett hål kan inte stå först."),
        ("1 1\n" * 20_600, "för många hörn"),
    ],
)
def test_each_fault_has_its_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PointsError) as found:
        from_lines(text)
    assert sentence in str(found.value)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    try:
        assert from_lines(text).geom_type == "MultiPolygon"
    except PointsError as problem:
        assert str(problem).endswith(".")
