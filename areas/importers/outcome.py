"""What a run of a file gave, or would give: row by row, with reasons. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from areas.enums import Outcome
from lagesbild.exceptions import ActionDenied


class FileProblem(ValueError):
    """The file cannot be read at all. `str(error)` is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that becomes another."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one row. `number` is the row in the file, the heads counted as row 1, as a spreadsheet shows it."""

    number: int
    outcome: Outcome
    what: str
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Result:
    """The rows of a file, in its order. `counts` is given when there are more than are listed: outcome → number of all of them."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None

    @cached_property
    def totals(self) -> dict[str, int]:
        """Return outcome → number of rows; every outcome is there."""
        totals = dict.fromkeys(Outcome.values, 0)
        if self.counts is not None:
            return totals | dict(self.counts)
        for row in self.rows:
            totals[row.outcome] += 1
        return totals

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @property
    def not_listed(self) -> int:
        """Return how many rows are counted and not listed."""
        return self.total - len(self.rows)

    @property
    def to_write(self) -> int:
        return self.totals[Outcome.NEW] + self.totals[Outcome.CHANGED]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.outcome == Outcome.REFUSED]

    @property
    def why_not(self) -> str:
        """Return why the file cannot be read in, as a sentence; empty when nothing stands in the way."""
        refused = self.totals[Outcome.REFUSED]
        if refused == 1:
            return _("Du kan inte läsa in: 1 rad är avvisad. Rätta filen och skicka den igen.")
        if refused:
            return _("Du kan inte läsa in: %(n)s rader är avvisade. Rätta filen och skicka den igen.") % {"n": refused}
        if not self.to_write:
            return _("Du kan inte läsa in: allt i filen finns redan.")
        return ""


class NotApplied(ActionDenied):
    """A file was not read in. `result` tells row by row why."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.why_not)
        self.result = result
