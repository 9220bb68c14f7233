"""Small numbers: the one rule for counts of people or events in anything that is published.

A number from 1 up to, not including, the limit (`settings.SMALL_NUMBERS_LIMIT`) is left out: it could point at somebody. So are as many
others as it takes that no left-out number can be worked out from the sums (secondary suppression). Nought is told, and so no left-out
number is nought; whoever knows the rule knows that too, and is counted on to.

Numbers of areas, of local police areas or of files are no counts of people or events: the rule is not for them.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from django.conf import settings

Row = Sequence[int]
K = TypeVar("K")
LEFT_OUT = None  # stands in a table where a number is not told


class Cell(NamedTuple):
    """A place in a table: the row and the column, the last of each being the sums."""

    row: int
    column: int


class Arc(NamedTuple, Generic[K]):
    """A cell as a flow: a row's number flows from the row to the column, and the sums carry it back."""

    cell: K
    source: int
    target: int
    number: int


def limit() -> int:
    """Return the smallest number, apart from nought, that may be told."""
    return int(settings.SMALL_NUMBERS_LIMIT)


def is_small(number: int) -> bool:
    """Whether a number must be left out by itself."""
    return 0 < number < limit()


def suppress(table: Sequence[Row]) -> list[list[int | None]]:
    """Return a table of counts with its sums added (a last column, a last row), and what must not be told left out.

    Raises `ValueError` for rows of unequal length and for numbers below nought.
    """
    full = with_sums(table)
    arcs = _arcs(full)
    hidden = protect(arcs)
    return [[LEFT_OUT if Cell(r, c) in hidden else number for c, number in enumerate(row)] for r, row in enumerate(full)]


def protect(arcs: Sequence[Arc[K]], also: Iterable[K] = ()) -> set[K]:
    """Return which cells are left out so that no small number, and none of `also`, can be worked out from the others."""
    hidden = {arc.cell for arc in arcs if is_small(arc.number)} | ({arc.cell for arc in arcs} & set(also))
    for arc in sorted(arcs, key=lambda arc: -arc.number):
        if arc.cell in hidden and not _can_vary(arc, arcs, hidden):
            hidden |= _cheapest_ring(arc, arcs, hidden)
    return hidden


def exposed(table: Sequence[Row], hidden: frozenset[Cell]) -> list[Cell]:
    """Return the left-out cells of a table (with its sums) that can be worked out from the others."""
    arcs = _arcs(table)
    return [arc.cell for arc in arcs if arc.cell in hidden and not _can_vary(arc, arcs, hidden)]


def with_sums(table: Sequence[Row]) -> list[list[int]]:
    """Return the table with the sum of each row and column."""
    if len({len(row) for row in table}) > 1 or any(number < 0 for row in table for number in row):
        raise ValueError("a table of counts has rows of one length, and no number below nought")
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def _arcs(full: Sequence[Row]) -> list[Arc[Cell]]:
    """Return the cells as flows. What comes into a row or column goes out of it: that is what the sums say, and all they say."""
    rows, found = len(full), []
    for r, row in enumerate(full):
        for c, number in enumerate(row):
            source, target = r, rows + c
            if (r == rows - 1) != (c == len(row) - 1):
                source, target = target, source
            found.append(Arc(Cell(r, c), source, target, number))
    return found


def _can_vary(arc: Arc[K], arcs: Sequence[Arc[K]], hidden: set[K] | frozenset[K]) -> bool:
    """Whether the left-out cells can hold another number in this one and agree with all that is told."""
    others = [other for other in arcs if other.cell in hidden and other.cell != arc.cell]
    more = _path(others, arc.target, arc.source, {})
    return more is not None or (arc.number > 1 and _path(others, arc.source, arc.target, {}) is not None)


def _cheapest_ring(arc: Arc[K], arcs: Sequence[Arc[K]], hidden: set[K]) -> set[K]:
    """Return the cells to leave out so that one more here can be made up for elsewhere: as few, and as low numbers, as possible.

    There are always some, for the sums of its row and column and the sum of all may be left out.
    """
    costs = {other.cell: 0 if other.cell in hidden else other.number + 1 for other in arcs}
    others = [other for other in arcs if other.cell != arc.cell and other.number > 0]
    found = _path(others, arc.target, arc.source, costs)
    if found is None:
        raise RuntimeError("a number with its sums always has a ring")
    return set(found)


def _path(arcs: list[Arc[K]], start: int, end: int, costs: dict[K, int]) -> list[K] | None:
    """Return the cells of the cheapest way from one row or column to another.

    Along a flow the number grows; against it, it shrinks, and to no less than one.
    """
    steps: dict[int, list[tuple[int, K]]] = {}
    for arc in arcs:
        steps.setdefault(arc.source, []).append((arc.target, arc.cell))
        if arc.number > 1:
            steps.setdefault(arc.target, []).append((arc.source, arc.cell))
    order: Iterator[int] = count()
    waiting: list[tuple[int, int, int, list[K]]] = [(0, next(order), start, [])]
    done: set[int] = set()
    while waiting:
        cost, _nth, node, cells = heapq.heappop(waiting)
        if node == end:
            return cells
        if node not in done:
            done.add(node)
            for target, cell in steps.get(node, []):
                heapq.heappush(waiting, (cost + costs.get(cell, 0), next(order), target, [*cells, cell]))
    return None
