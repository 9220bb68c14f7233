"""The numbers of one area as a page shows them: each indicator through the years, beside the unit's and the municipality's. Plain data."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from areas.charts import Chart, line_chart
from areas.enums import Better, SeriesMethod
from areas.models import Indicator


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A year of an indicator. `number` is None where nothing is known or nothing is told; `text` says which."""

    year: int
    text: str
    number: float | None = None
    bounds: str = ""
    unit: str = ""
    municipality: str = ""
    source: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class Figure:
    """An indicator at an area. `years` run from the first that is known to the last, also over those that are missing."""

    indicator: Indicator
    method: str
    years: tuple[YearFigure, ...]

    @property
    def is_areal(self) -> bool:
        return self.method == SeriesMethod.AREAL

    @property
    def title(self) -> str:
        return f"{self.indicator.name}, {_('arealviktat')}" if self.is_areal else self.indicator.name

    @property
    def latest(self) -> YearFigure:
        return self.years[-1]

    @cached_property
    def before(self) -> YearFigure | None:
        """Return the known year before the latest."""
        return next((row for row in reversed(self.years[:-1]) if row.is_known), None)

    @cached_property
    def movement(self) -> str:
        """Return "better" or "worse" since the known year before; empty where neither can be said."""
        if self.before is None or self.before.number is None or self.latest.number is None or not self.indicator.better:
            return ""
        change = self.latest.number - self.before.number
        if not change:
            return ""
        return "better" if (change > 0) == (self.indicator.better == Better.UP) else "worse"

    @cached_property
    def chart(self) -> Chart | None:
        return line_chart({row.year: row.number for row in self.years})

    @cached_property
    def words(self) -> str:
        """Return the whole series as a sentence, for who cannot see the chart."""
        return ", ".join(f"{row.year}: {row.text}" for row in self.years)


@dataclass(frozen=True)
class Figures:
    """What is known of an area, and of what nothing is known. `unit_word` names the kind of unit that it lies in."""

    rows: tuple[Figure, ...]
    missing: tuple[Indicator, ...]
    unit_word: str = ""
    shows_not_shown: bool = False

    @cached_property
    def beside(self) -> dict[str, list[Figure]]:
        """Return the figures that stand beside a question, by its code."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for row in self.rows:
            for code in row.indicator.beside.split():
                found[code].append(row)
        return dict(found)


def with_gaps(known: Iterable[YearFigure]) -> tuple[YearFigure, ...]:
    """Return the years in order, and between them each year that is missing, said to be so. Nothing is put in its place."""
    rows = sorted(known, key=lambda row: row.year)
    found = rows[:1]
    for before, after in pairwise(rows):
        found += [YearFigure(year, _("saknas"), is_known=False) for year in range(before.year + 1, after.year)]
        found.append(after)
    return tuple(found)
