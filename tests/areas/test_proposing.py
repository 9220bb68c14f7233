"""What is proposed from surfaces and names, and why, in words."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box

from areas.enums import LineageKind
from areas.evidence import percent, reasons
from areas.lineage_rules import GivenPair, what_is_wrong_with
from areas.proposing import Outline, Proposal, propose

BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine says nothing of the rule


def strip(west: float, east: float, name: str = "A") -> Outline:
    """Return an area one kilometre high between two places on a line."""
    return Outline(name, box(west, 0, east, 1000))


def told(before: Mapping[int, Outline], after: Mapping[int, Outline]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(one.kind.value, one.before, one.after) for one in propose(before, after)]


WHOLE = {1: strip(0, 1000, "Rinkeby/Tensta")}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param({1: strip(0, 1000, "Rinkeby/Tensta")}, "unchanged", id="the same"),
        pytest.param({1: strip(0, 980, "Rinkeby / Tensta")}, "unchanged", id="drawn anew, spaces in the name"),
        pytest.param({1: strip(0, 1000, "Järva")}, "renamed", id="another name"),
        pytest.param({2: strip(0, 990, "Järva")}, "renamed", id="another name and identity"),
        pytest.param({1: strip(0, 700, "Rinkeby")}, "trimmed", id="smaller"),
        pytest.param({1: strip(0, 1400, "Rinkeby/Tensta")}, "trimmed", id="larger"),
        pytest.param({1: strip(300, 1300, "Rinkeby/Tensta")}, "trimmed", id="moved"),
        pytest.param({2: strip(0, 400, "Rinkeby"), 3: strip(400, 1000, "Tensta")}, "split", id="two parts"),
        pytest.param({1: strip(0, 400, "Rinkeby"), 3: strip(400, 1000, "Tensta")}, "split", id="one part keeps the identity"),
    ],
)
def test_one_area_before(after: dict[int, Outline], expected: str) -> None:
    assert told(WHOLE, after) == [(expected, (1,), tuple(after))]


def test_two_that_became_one_are_merged() -> None:
    assert told({1: strip(0, 400), 2: strip(400, 1000)}, {3: strip(0, 1000)}) == [("merged", (1, 2), (3,))]


def test_areas_that_were_redrawn_among_themselves_are_several_decisions() -> None:
    """What was 1 and 2 is 3, 4 and 5, and 4 has a part of each: it goes with the one that it has most of."""
    before = {1: strip(0, 1000), 2: strip(900, 2000, "B")}
    after = {3: strip(0, 440, "C"), 4: strip(440, 1560, "D"), 5: strip(1560, 2000, "E")}
    assert told(before, after) == [("trimmed", (1,), (3,)), ("split", (2,), (4, 5))]
    assert told(after, before) == [("trimmed", (3,), (1,)), ("merged", (4, 5), (2,))]


def test_a_place_that_began_and_one_that_ended() -> None:
    assert told({1: strip(0, 500)}, {2: strip(5000, 5500, "B")}) == [("dissolved", (1,), ()), ("new", (), (2,))]


def test_neighbours_that_touch_or_overlap_a_little_are_not_taken_for_parts() -> None:
    before = {1: strip(0, 1000), 2: strip(1000, 2000, "B")}
    assert told(before, {1: strip(0, 1040), 2: strip(1000, 2000, "B")}) == [("unchanged", (1,), (1,)), ("unchanged", (2,), (2,))]


def test_names_are_what_there_is_where_no_boundary_is_known() -> None:
    before, after = {1: Outline("Rinkeby/Tensta")}, {2: Outline("Rinkeby"), 3: Outline("Tensta"), 4: Outline("Hjulsta")}
    assert told(before, after) == [("split", (1,), (2, 3)), ("new", (), (4,))]
    assert told({1: Outline("Seved")}, {1: Outline("Seved")}) == [("unchanged", (1,), (1,))]
    assert told({1: Outline("Seved")}, {1: Outline("Södra Sofielund")}) == [("renamed", (1,), (1,))]


def test_a_like_name_far_away_is_no_evidence_against_the_map() -> None:
    assert told({1: strip(0, 500, "Alby")}, {2: strip(9000, 9500, "Alby")}) == [("dissolved", (1,), ()), ("new", (), (2,))]


def test_the_same_identity_somewhere_else_is_told_as_such() -> None:
    before, after = {1: strip(0, 500, "Alby")}, {1: strip(9000, 9500, "Alby")}
    [one] = propose(before, after)
    assert one.kind == LineageKind.TRIMMED
    assert "ingen yta gemensam" in reasons(one, before, after)[0]


def test_the_reasons_are_given_in_words() -> None:
    after = {2: strip(0, 380, "Rinkeby"), 3: strip(380, 1000, "Tensta")}
    [one] = propose(WHOLE, after)
    assert reasons(one, WHOLE, after) == [
        "Rinkeby täcker 38\N{NO-BREAK SPACE}% av Rinkeby/Tensta och ligger till 100\N{NO-BREAK SPACE}% inom det.",
        "Tensta täcker 62\N{NO-BREAK SPACE}% av Rinkeby/Tensta och ligger till 100\N{NO-BREAK SPACE}% inom det.",
    ]
    assert percent(0.997) == "99,7\N{NO-BREAK SPACE}%"


CUTS = st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True)
TURNS = st.floats(0, 360, allow_nan=False)


def turned(outline: Outline, angle: float) -> Outline:
    assert isinstance(outline.shape, Polygon)
    return Outline(outline.name, affinity.rotate(outline.shape, angle, origin=(0, 0)))


@BUSY
@given(cuts=CUTS, angle=TURNS)
def test_a_polygon_that_is_cut_is_proposed_split_and_put_together_merged(cuts: list[int], angle: float) -> None:
    places = [0, *sorted(cuts), 100]
    whole = {1: turned(strip(0, 1000), angle)}
    parts = {n + 2: turned(strip(a * 10, b * 10, f"Del {n}"), angle) for n, (a, b) in enumerate(pairwise(places))}
    assert told(whole, parts) == [("split", (1,), tuple(parts))]
    assert told(parts, whole) == [("merged", tuple(parts), (1,))]


@BUSY
@given(widths=st.lists(st.integers(50, 900), min_size=1, max_size=6), angle=TURNS)
def test_what_is_the_same_is_proposed_unchanged(widths: list[int], angle: float) -> None:
    outlines = {n: turned(strip(sum(widths[:n]), sum(widths[: n + 1]), f"Ort {n}"), angle) for n in range(len(widths))}
    assert {one.kind for one in propose(outlines, outlines)} == {LineageKind.UNCHANGED}


OUTLINES = st.dictionaries(
    st.integers(0, 6),
    st.builds(
        lambda west, wide, name, known: Outline(name, box(west, 0, west + wide, 100) if known else None),
        st.integers(0, 500),
        st.integers(1, 300),
        st.sampled_from(["Alby", "Alby/Fittja", "Fittja", "Husby", ""]),
        st.booleans(),
    ),
)


@BUSY
@given(before=OUTLINES, after=OUTLINES, order=st.randoms(use_true_random=False))
def test_every_area_is_told_once_whatever_the_order(before: dict[int, Outline], after: dict[int, Outline], order: Random) -> None:
    found = propose(before, after)
    assert sorted(key for one in found for key in one.before) == sorted(before)
    assert sorted(key for one in found for key in one.after) == sorted(after)
    mixed = [list(rows.items()) for rows in (before, after)]
    for rows in mixed:
        order.shuffle(rows)
    assert propose(dict(mixed[0]), dict(mixed[1])) == found
    for one in found:
        assert _shape_of(one)
        pairs = [(pair.before, pair.after) for pair in one.pairs] or [(*one.before, None) if one.before else (None, *one.after)]
        assert what_is_wrong_with(one.kind, [GivenPair(*pair) for pair in pairs]) == ""  # what is proposed can be decided


def _shape_of(one: Proposal) -> bool:
    """Answer whether the kind fits the number of areas on each side."""
    sides = len(one.before), len(one.after)
    if one.kind in LineageKind.one_to_one():
        return sides == (1, 1)
    return {
        LineageKind.NEW: sides == (0, 1),
        LineageKind.DISSOLVED: sides == (1, 0),
        LineageKind.SPLIT: sides[0] == 1 < sides[1],
        LineageKind.MERGED: sides[0] > 1 == sides[1],
    }[one.kind]
