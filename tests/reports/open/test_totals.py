"""Counts and changes, against the published totals."""

from dataclasses import replace

import pytest

from assessments.enums import Category
from reports.open.data import OpenLineage, OpenReport
from reports.open.totals import changes, national_table
from tests.reports.open import example

PUBLISHED = {2015: (53, (31, 7, 15)), 2017: (61, (32, 6, 23)), 2019: (60, (28, 10, 22)), 2021: (61, (28, 14, 19)), 2023: (59, (27, 15, 17))}


@pytest.mark.parametrize("year", PUBLISHED)
def test_national_table_has_the_published_totals(year: int) -> None:
    table = national_table(example.report(year))
    assert (table.total, table.counts) == PUBLISHED[year]
    assert sum(row.total for row in table.rows) == table.total


def test_national_table_keeps_a_region_without_areas(report: OpenReport) -> None:
    nord = national_table(report).rows[0]
    assert nord.sum is not None
    assert (nord.region.name, nord.counts, nord.total, nord.previous, nord.sum.equation) == ("Nord", (0, 0, 0), 0, 0, "0 − 0 + 0 + 0 = 0")


def test_changes_are_none_without_an_earlier_list() -> None:
    assert changes(example.report(2015)) is None


def test_changes_of_2019(report: OpenReport) -> None:
    since = changes(report)
    assert since is not None
    assert [area.name for area in since.new] == ["Storvreten"]
    assert [gone.name for gone in since.removed] == ["Smedby", "Hageby"]
    assert [(move.before, move.after, len(move.areas)) for move in since.moves] == [
        (Category.UTSATT, Category.RISK, 3),
        (Category.SARSKILT, Category.RISK, 1),
    ]
    assert (since.real_balance, since.technical_balance, since.moved) == (-1, 0, 4)


def test_a_split_is_technical(report: OpenReport) -> None:
    """One place that becomes two raises the number of areas, and nothing has become worse."""
    alby = next(area for area in report.areas if area.name == "Alby")
    parts = tuple(replace(alby, slug=f"alby-{n}", name=f"Alby {n}", previous_category=None) for n in (1, 2))
    split = replace(
        report,
        areas=(*(area for area in report.areas if area is not alby), *parts),
        lineage=(OpenLineage("split", ("Alby",), ("Alby 1", "Alby 2"), ""),),
    )
    since = changes(split)
    assert since is not None
    assert [area.name for area in since.new] == ["Storvreten"]
    assert (since.real_balance, since.technical_balance) == (-1, 1)


def test_a_category_that_the_method_no_longer_has_is_a_change_of_method() -> None:
    since = changes(example.report(2025))
    assert since is not None
    assert {move.before for move in since.method_moves} == {Category.RISK}
    assert Category.RISK not in {move.before for move in since.moves}
