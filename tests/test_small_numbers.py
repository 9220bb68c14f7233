"""Small numbers: what is left out cannot be worked out again. The proof does not use the rule's own way of counting."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild import small_numbers
from lagesbild.small_numbers import Cell, exposed, suppress, with_sums

TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=3)
)
Shown = Sequence[Sequence[int | None]]


def hidden_in(shown: Shown) -> set[Cell]:
    return {Cell(r, c) for r, row in enumerate(shown) for c, number in enumerate(row) if number is None}


def changes(row: Sequence[int], hidden: list[bool]) -> Iterator[tuple[int, ...]]:
    """Give each way to change a row's left-out numbers by at most one, none below one, that its own sum agrees with."""
    ways = [((-1, 0, 1) if number > 1 else (0, 1)) if is_hidden else (0,) for number, is_hidden in zip(row, hidden, strict=True)]
    return (way for way in product(*ways) if sum(way[:-1]) == way[-1])


def has_another_value(full: list[list[int]], shown: Shown, cell: Cell) -> bool:
    """Try every table that differs by at most one in each left-out number, and agrees with all that is shown."""
    states = {(0,) * len(full[0])}  # how the columns' numbers have changed so far
    for r, row in enumerate(full):
        ways = [way for way in changes(row, [number is None for number in shown[r]]) if r != cell.row or way[cell.column]]
        if r == len(full) - 1:
            return any(way in states for way in ways)
        states = {tuple(one + other for one, other in zip(state, way, strict=True)) for state in states for way in ways}
    raise AssertionError("a table has a row of sums")


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_every_number_that_is_left_out_could_be_another(table: list[list[int]]) -> None:
    full, shown = with_sums(table), suppress(table)
    for cell in hidden_in(shown):
        assert has_another_value(full, shown, cell), cell


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_what_is_shown_is_true_and_never_small(table: list[list[int]]) -> None:
    for real, told in zip(with_sums(table), suppress(table), strict=True):
        for number, shown in zip(real, told, strict=True):
            assert shown in (None, number)
            assert shown is None or shown == 0 or shown >= 5
            assert number != 0 or shown == 0, "nought is told"


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_the_two_ways_of_counting_agree_also_on_what_is_badly_hidden(table: list[list[int]]) -> None:
    """Only the small numbers left out, and no others: what one of the two can work out, so can the other."""
    full = with_sums(table)
    shown = [[None if small_numbers.is_small(number) else number for number in row] for row in full]
    hidden = frozenset(hidden_in(shown))
    assert {cell for cell in hidden if not has_another_value(full, shown, cell)} == set(exposed(full, hidden))


def test_one_small_number_alone_can_be_worked_out_and_takes_others_with_it() -> None:
    full = with_sums([[3, 20], [40, 50]])
    assert exposed(full, frozenset({Cell(0, 0)})) == [Cell(0, 0)], "the sums tell it"
    shown = suppress([[3, 20], [40, 50]])
    assert shown[0][0] is None
    assert len(hidden_in(shown)) == 4
    assert shown[2] == [43, 70, 113]


@pytest.mark.parametrize("table", [[[1]], [[4], [0]], [[0, 0], [0, 2]], [[1, 1], [1, 1]]])
def test_small_tables_hide_their_sums_too(table: list[list[int]]) -> None:
    shown = suppress(table)
    assert shown[-1][-1] is None
    assert suppress([[0, 0]]) == [[0, 0, 0], [0, 0, 0]]
    assert suppress([]) == []


def test_the_limit_is_a_setting_and_nonsense_is_refused(settings: object) -> None:
    assert suppress([[7, 9], [8, 6]])[0][0] == 7
    settings.SMALL_NUMBERS_LIMIT = 8  # type: ignore[attr-defined]
    assert suppress([[7, 9], [8, 6]])[0][0] is None
    for table in ([[1, 2], [3]], [[-1]]):
        with pytest.raises(ValueError, match="a table of counts"):
            suppress(table)
