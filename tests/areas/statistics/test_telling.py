"""What is told of the numbers, in which words; staffing; charts. Plain functions."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from areas.charts import HEIGHT, WIDTH, line_chart
from areas.figures import YearFigure, with_gaps
from areas.hiding import Place, hidden_among
from areas.staffing import INHABITANTS_PER_OFFICER, Need, Verdict
from areas.telling import number_words
from lagesbild.small_numbers import is_small


@pytest.mark.parametrize(
    ("value", "kind", "unit", "words"),
    [
        ("12500", "count", "personer", "12\u00a0500 personer"),
        ("0", "count", "", "0"),
        ("1", "count", "", "färre än 5"),
        ("4", "count", "personer", "färre än 5"),
        ("5", "count", "", "5"),
        ("2.5", "posts", "", "2,5"),
        ("3", "posts", "", "3"),
        ("32.5", "share", "procent", "32,5\u00a0%"),
        ("3", "share", "", "3\u00a0%"),
        ("251000", "amount", "kronor", "251\u00a0000 kronor"),
        ("-1.5", "amount", "", "\N{MINUS SIGN}1,5"),
    ],
)
def test_words_of_a_number(value: str, kind: str, unit: str, words: str) -> None:
    assert number_words(Decimal(value), kind, unit) == words


U, V, M = ("unit", 1), ("unit", 2), ("municipality", 1)
A, B, C = ("area", 1), ("area", 2), ("area", 3)


def test_a_part_that_would_tell_a_small_one_is_hidden_too() -> None:
    one = dict.fromkeys((A, B, C), (U, M))
    assert hidden_among({A: 3, B: 7, C: 9, U: 19}, [one]) == {A, B}
    assert hidden_among({A: 3, B: 7}, [one]) == {A}
    assert hidden_among({A: 3, U: 4}, [one]) == {A, U}
    assert hidden_among({A: 8, U: 10}, [one])  # what is beside it is two
    assert not hidden_among({A: 8, U: 5}, [one])  # a fault in the source: nothing can be subtracted


def test_what_is_hidden_by_one_whole_is_not_told_by_another() -> None:
    """B, hidden for the sake of A in the unit, could be worked out in the municipality. Then the unit's own number is hidden instead."""
    parts = {A: (U, ("municipality", 2)), B: (U, M), C: (V, M)}
    assert hidden_among({A: 3, B: 7, C: 9, U: 10}, [parts]) == {A, B}
    assert hidden_among({A: 3, B: 7, C: 9, U: 10, M: 16}, [parts]) == {A, U}  # one number, and lower than those of B and C together
    assert hidden_among({A: 3, B: 70, C: 2, U: 73, M: 72}, [parts]) >= {A, C}


@settings(deadline=None)
@given(
    st.dictionaries(st.tuples(st.just("area"), st.integers(0, 5)), st.integers(0, 40), max_size=6),
    st.lists(st.tuples(st.sampled_from([U, V]), st.sampled_from([M, ("municipality", 2)])), min_size=6, max_size=6),
    st.integers(0, 40),
)
def test_no_hidden_number_can_be_worked_out(values: dict[Place, int], wholes: list[tuple[Place, Place]], rest: int) -> None:
    parts = {("area", number): both for number, both in enumerate(wholes)}
    totals = {whole: rest + sum(values.get(area, 0) for area, both in parts.items() if whole in both) for both in wholes for whole in both}
    hidden = hidden_among(values | totals, [parts])
    assert {place for place, number in (values | totals).items() if is_small(number)} <= hidden
    for whole in totals.keys() - hidden:
        mine = [area for area in values if whole in parts[area]]
        assert len(hidden.intersection(mine)) != 1 or rest > 0  # one alone is the whole without the others


@pytest.mark.parametrize(
    ("inhabitants", "officers", "verdict", "per_officer", "lacking"),
    [
        ("5000", "1", Verdict.HOLDS, 5000, 0),
        ("5001", "1", Verdict.UNDER, 5001, 1),
        ("12000", "2.4", Verdict.HOLDS, 5000, 0),
        ("12000", "2", Verdict.UNDER, 6000, 1),
        ("26000", "1", Verdict.UNDER, 26000, 5),
        ("9000", "0", Verdict.UNDER, None, 2),
        ("0", "0", Verdict.HOLDS, None, 0),
        (None, "2", Verdict.UNKNOWN, None, None),
        ("9000", None, Verdict.UNKNOWN, None, None),
    ],
)
def test_the_rule(inhabitants: str | None, officers: str | None, verdict: Verdict, per_officer: int | None, lacking: int | None) -> None:
    need = Need(inhabitants and Decimal(inhabitants), officers and Decimal(officers))
    assert (need.verdict, need.per_officer, need.lacking) == (verdict, per_officer, lacking)


def test_a_derived_number_decides_only_when_both_bounds_agree() -> None:
    def at(low: int, high: int) -> Verdict:
        return Need(Decimal(10000), Decimal(2), Decimal(low), Decimal(high)).verdict

    assert (at(9000, 10000), at(9000, 10001), at(10001, 12000)) == (Verdict.HOLDS, Verdict.UNSURE, Verdict.UNDER)


@settings(deadline=None)
@given(st.integers(0, 200_000), st.decimals(0, 60, places=1))
def test_as_many_posts_as_are_lacking_reach_the_rule_and_one_less_does_not(inhabitants: int, officers: Decimal) -> None:
    need = Need(Decimal(inhabitants), officers)
    assert need.lacking is not None
    assert (need.verdict == Verdict.HOLDS) == (need.lacking == 0)
    assert (officers + need.lacking) * INHABITANTS_PER_OFFICER >= inhabitants
    assert need.lacking == 0 or (officers + need.lacking - 1) * INHABITANTS_PER_OFFICER < inhabitants


def test_a_missing_year_is_said_and_never_filled() -> None:
    rows = with_gaps([YearFigure(2019, "7", 7), YearFigure(2016, "9", 9)])
    assert [(row.year, row.text, row.number) for row in rows] == [
        (2016, "9", 9),
        (2017, "saknas", None),
        (2018, "saknas", None),
        (2019, "7", 7),
    ]


def test_a_chart_breaks_where_a_year_is_missing() -> None:
    chart = line_chart({2015: 4.0, 2016: 8.0, 2017: None, 2018: 8.0, 2019: 0.0})
    assert chart is not None
    assert [dot.year for dot in chart.dots] == [2015, 2016, 2018, 2019]
    assert len(chart.lines) == 2
    assert chart.last.y == chart.foot
    assert line_chart({2015: 4.0}) is None
    assert line_chart({2015: 4.0, 2016: -1.0}) is None


@settings(deadline=None)
@given(st.dictionaries(st.integers(1990, 2030), st.none() | st.floats(0, 1e9), max_size=12))
def test_a_chart_stays_on_its_sheet(values: dict[int, float | None]) -> None:
    chart = line_chart(values)
    for dot in chart.dots if chart else ():
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= HEIGHT
        assert values[dot.year] is not None
