"""Counts of the open report: per category and region, and what has changed since the last list, real and technical apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.enums import Category

from .data import OpenArea, OpenLineage, OpenRegion, OpenRemoved, OpenReport

RESHAPED = {"split", "merged"}


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One row of the region table; `counts` follow the order of the report's categories."""

    region: OpenRegion
    counts: tuple[int, ...]
    total: int
    previous: int | None
    change: int | None


@dataclass(frozen=True, slots=True)
class NationalTable:
    """The region table and its last row, the whole country."""

    categories: tuple[Category, ...]
    rows: tuple[RegionRow, ...]
    counts: tuple[int, ...]
    total: int
    previous: int | None
    change: int | None


@dataclass(frozen=True, slots=True)
class Move:
    """Areas that went from one category to another."""

    before: Category
    after: Category
    areas: tuple[OpenArea, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened since the last list.

    A change is technical when the place is still judged but its border or name is another, real when the situation has changed. A move
    out of a category that the method no longer has is neither: it is told for itself (`method_moves`).
    """

    year: int
    previous_year: int
    total: int
    previous_total: int
    new: tuple[OpenArea, ...]
    removed: tuple[OpenRemoved, ...]
    moves: tuple[Move, ...]
    method_moves: tuple[Move, ...]
    technical: tuple[OpenLineage, ...]

    @property
    def real_balance(self) -> int:
        """Areas that came minus areas that left because the situation changed."""
        return len(self.new) - len(self.removed)

    @property
    def technical_balance(self) -> int:
        """What is left of the difference between the totals when the real changes are taken away."""
        return self.total - self.previous_total - self.real_balance

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
    rows = tuple(_region_row(report, region) for region in report.regions)
    previous = sum(row.previous or 0 for row in rows) if report.previous_totals else None
    total = len(report.areas)
    return NationalTable(
        categories=report.categories,
        rows=rows,
        counts=count(report.areas, report.categories),
        total=total,
        previous=previous,
        change=None if previous is None else total - previous,
    )


def _region_row(report: OpenReport, region: OpenRegion) -> RegionRow:
    areas = areas_in(report, region)
    previous = sum(report.previous_totals.get(region.name, {}).values()) if report.previous_totals else None
    return RegionRow(
        region=region,
        counts=count(areas, report.categories),
        total=len(areas),
        previous=previous,
        change=None if previous is None else len(areas) - previous,
    )


def areas_in(report: OpenReport, region: OpenRegion) -> tuple[OpenArea, ...]:
    """Return the region's areas, in the report's order."""
    return tuple(area for area in report.areas if area.region_slug == region.slug)


def changes(report: OpenReport) -> Changes | None:
    """Return what has changed since the last list, or `None` when there is no last list to compare with."""
    if report.previous_year is None:
        return None
    reshaped = _reshaped_names(report.lineage)
    moves = _moves(report.areas, reshaped)
    return Changes(
        year=report.year,
        previous_year=report.previous_year,
        total=len(report.areas),
        previous_total=_previous_total(report),
        new=tuple(area for area in report.areas if area.previous_category is None and area.name not in _touched(report.lineage)),
        removed=tuple(area for area in report.removed if not area.technical),
        moves=tuple(move for move in moves if move.before in report.categories),
        method_moves=tuple(move for move in moves if move.before not in report.categories),
        technical=report.lineage,
    )


def _previous_total(report: OpenReport) -> int:
    if report.previous_totals:
        return sum(sum(counts.values()) for counts in report.previous_totals.values())
    return sum(area.previous_category is not None for area in report.areas) + len(report.removed)


def _reshaped_names(lineage: tuple[OpenLineage, ...]) -> set[str]:
    """Return the names that a split or a merge led to: their category cannot be compared one to one."""
    return {name for change in lineage if change.kind in RESHAPED or len(change.before) != len(change.after) for name in change.after}


def _touched(lineage: tuple[OpenLineage, ...]) -> set[str]:
    return {name for change in lineage for name in change.after}


def _moves(areas: tuple[OpenArea, ...], reshaped: set[str]) -> tuple[Move, ...]:
    """Group the areas that changed category by where they came from and went to, least serious first."""
    pairs: dict[tuple[Category, Category], list[OpenArea]] = {}
    for area in areas:
        if area.previous_category not in (None, area.category) and area.name not in reshaped:
            pairs.setdefault((Category(area.previous_category), area.category), []).append(area)
    order = list(Category)
    ordered = sorted(pairs.items(), key=lambda item: (order.index(item[0][0]), order.index(item[0][1])))
    return tuple(Move(before, after, tuple(found)) for (before, after), found in ordered)
