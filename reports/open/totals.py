"""Counts of the open report: per category and region, and what has changed since the last list, real and technical apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from areas.comparing import Sum
from areas.enums import LineageKind, Status
from assessments.enums import Category

from .change import Lists
from .data import OpenArea, OpenLineage, OpenRegion, OpenRemoved, OpenReport

RESHAPED = frozenset({Status.SPLIT, Status.MERGED, Status.NEW})  # what cannot be compared one to one with an area of the last list


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One row of the region table; `counts` follow the order of the report's categories. `sum` is there when there is a last list."""

    region: OpenRegion
    counts: tuple[int, ...]
    total: int
    sum: Sum | None

    @property
    def previous(self) -> int | None:
        return None if self.sum is None else self.sum.before


@dataclass(frozen=True, slots=True)
class NationalTable:
    """The region table and its last row, the whole country."""

    categories: tuple[Category, ...]
    rows: tuple[RegionRow, ...]
    counts: tuple[int, ...]
    total: int
    sum: Sum | None

    @property
    def previous(self) -> int | None:
        return None if self.sum is None else self.sum.before


@dataclass(frozen=True, slots=True)
class Move:
    """Areas that went from one category to another."""

    before: Category
    after: Category
    areas: tuple[OpenArea, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened since the last list; `sum` always adds up (`areas.comparing`).

    A change is technical when the place is still judged but its border or name is another, real when the situation has changed. A move
    out of a category that the method no longer has is neither: it is told for itself (`method_moves`).
    """

    year: int
    previous_year: int
    sum: Sum
    new: tuple[OpenArea, ...]
    removed: tuple[OpenRemoved, ...]
    moves: tuple[Move, ...]
    method_moves: tuple[Move, ...]
    technical: tuple[OpenLineage, ...]

    @property
    def total(self) -> int:
        return self.sum.after

    @property
    def previous_total(self) -> int:
        return self.sum.before

    @property
    def real_balance(self) -> int:
        """Areas that came minus areas that left because the situation changed."""
        return self.sum.real

    @property
    def technical_balance(self) -> int:
        """By how much the number grew or shrank although the places are the same."""
        return self.sum.technical

    @property
    def moved(self) -> int:
        """How many areas have another category because the situation changed."""
        return sum(len(move.areas) for move in self.moves)


def count(areas: Iterable[OpenArea], categories: tuple[Category, ...]) -> tuple[int, ...]:
    """Return the number of areas in each of `categories`, in their order."""
    found = Counter(area.category for area in areas)
    return tuple(found[category] for category in categories)


def national_table(report: OpenReport) -> NationalTable:
    """Return the table of regions and categories. Regions without an area are rows too, with zeros."""
    lists = Lists(report) if report.previous_year is not None and report.previous_totals else None
    rows = tuple(_region_row(report, region, lists) for region in report.regions)
    return NationalTable(
        categories=report.categories,
        rows=rows,
        counts=count(report.areas, report.categories),
        total=len(report.areas),
        sum=None if lists is None else lists.comparison.sum,
    )


def _region_row(report: OpenReport, region: OpenRegion, lists: Lists | None) -> RegionRow:
    areas = areas_in(report, region)
    return RegionRow(region, count(areas, report.categories), len(areas), None if lists is None else lists.sum_in(region))


def areas_in(report: OpenReport, region: OpenRegion) -> tuple[OpenArea, ...]:
    """Return the region's areas, in the report's order."""
    return tuple(area for area in report.areas if area.region_slug == region.slug)


def changes(report: OpenReport) -> Changes | None:
    """Return what has changed since the last list, or `None` when there is no last list to compare with."""
    if report.previous_year is None:
        return None
    lists = Lists(report)
    moves = _moves(report.areas, {place.key for place in lists.comparison.places if place.status in RESHAPED})
    return Changes(
        year=report.year,
        previous_year=report.previous_year,
        sum=lists.comparison.sum,
        new=tuple(area for area in report.areas if area.slug in lists.comparison.new),
        removed=lists.gone(),
        moves=tuple(move for move in moves if move.before in report.categories),
        method_moves=tuple(move for move in moves if move.before not in report.categories),
        technical=tuple(change for change in report.lineage if change.kind != LineageKind.DISSOLVED),
    )


def _moves(areas: tuple[OpenArea, ...], reshaped: set[str]) -> tuple[Move, ...]:
    """Group the areas that changed category by where they came from and went to, least serious first."""
    pairs: dict[tuple[Category, Category], list[OpenArea]] = {}
    for area in areas:
        if area.previous_category not in (None, area.category) and area.slug not in reshaped:
            pairs.setdefault((Category(area.previous_category), area.category), []).append(area)
    order = list(Category)
    ordered = sorted(pairs.items(), key=lambda item: (order.index(item[0][0]), order.index(item[0][1])))
    return tuple(Move(before, after, tuple(found)) for (before, after), found in ordered)
