"""Need against staffing: inhabitants and områdespoliser of areas, local police areas and regions, year by year.

Each place has the numbers that were delivered for it. They are never added up: an area lies in a local police area, and an officer who
works in both would be counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import QuerySet

from areas.enums import IndicatorKind, SeriesMethod, UnitKind
from areas.grants import unit_label
from areas.hiding import Key, Place, hidden_numbers, place_of
from areas.models import AreaVersion, NamedUnit, Statistic
from areas.queries.places import versions_on
from areas.queries.statistics import all_versions, bounds_words, current_of, source_words
from areas.queries.units import nearest, region_order, units_on
from areas.staffing import Need, Verdict
from areas.telling import less_than_limit, not_shown, number_words
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope, Units
from lagesbild.small_numbers import is_small
from lagesbild.ui.swedish import swedish_key

POPULATION: Final = "befolkning"
OFFICERS: Final = "omradespoliser"


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier year of a place."""

    year: int
    per_officer: int
    verdict: Verdict


@dataclass(frozen=True)
class Line:
    """One place in the chosen year. `level` is region, lpo or omrade; `slug` is an area's."""

    level: str
    name: str
    need: Need
    inhabitants: str
    officers: str
    bounds: str = ""
    sources: tuple[str, ...] = ()
    history: tuple[Past, ...] = ()
    slug: str = ""
    lpo: str = ""

    @property
    def verdict(self) -> Verdict:
        return self.need.verdict

    @property
    def is_known(self) -> bool:
        """Whether anything at all was delivered for the place, in the year or before it."""
        return bool(self.inhabitants or self.officers or self.history)


@dataclass
class RegionLines:
    """A region with the places in it that the person may read."""

    name: str
    slug: str
    lines: list[Line] = field(default_factory=list)

    def apart(self) -> tuple[list[Line], list[Line]]:
        """Return the places that something is known of, with the unit of an area above it, and those that no number was delivered for."""
        shown = {line.lpo for line in self.lines if line.level == "omrade" and line.is_known}
        told: list[Line] = []
        silent: list[Line] = []
        for line in self.lines:
            is_above = line.level == "lpo" and line.name in shown
            (told if line.is_known or is_above else silent).append(line)
        return told, silent


class Numbers:
    """The numbers of both indicators by place and year. What is derived is used only where nothing was counted."""

    def __init__(self, rows: Iterable[Statistic], hidden: frozenset[tuple[Place, Key]]) -> None:
        self.found: dict[tuple[str, Place, int], Statistic] = {}
        self.hidden = hidden
        for row in sorted(rows, key=lambda row: row.series.method == SeriesMethod.REGISTER):
            self.found[row.series.indicator.key, place_of(row), row.year] = row

    def need(self, place: Place, year: int) -> Need:
        people, officers = self.found.get((POPULATION, place, year)), self.found.get((OFFICERS, place, year))
        told = people if people is not None and not self._is_hidden(place, year, people) else None
        if told is None:
            return Need(None, officers.value if officers else None)
        return Need(told.value, officers.value if officers else None, told.low, told.high)

    def _is_hidden(self, place: Place, year: int, row: Statistic) -> bool:
        return (place, (row.series.indicator_id, year)) in self.hidden or is_small(round(row.value))

    def inhabitants(self, place: Place, year: int) -> str:
        row = self.found.get((POPULATION, place, year))
        if row is None:
            return ""
        if self._is_hidden(place, year, row):
            return less_than_limit() if is_small(round(row.value)) else not_shown()
        return number_words(row.value, IndicatorKind.COUNT)

    def line(self, place: Place, year: int, *, level: str, name: str, slug: str = "", lpo: str = "") -> Line:
        people, officers = self.found.get((POPULATION, place, year)), self.found.get((OFFICERS, place, year))
        hidden = people is not None and self._is_hidden(place, year, people)
        return Line(
            level=level,
            name=name,
            need=self.need(place, year),
            inhabitants=self.inhabitants(place, year),
            officers=number_words(officers.value, IndicatorKind.POSTS) if officers else "",
            bounds=bounds_words(people) if people and not hidden else "",
            sources=tuple(source_words(row) for row in (people, officers) if row),
            history=tuple(self._history(place, year)),
            slug=slug,
            lpo=lpo,
        )

    def _history(self, place: Place, until: int) -> Iterable[Past]:
        years = sorted({year for key, where, year in self.found if where == place and key == OFFICERS and year < until})
        for year in years:
            need = self.need(place, year)
            if need.per_officer is not None:
                yield Past(year, need.per_officer, need.verdict)


@dataclass
class Staffing:
    """What the page shows: the years that there are numbers of, the chosen one, and the places by region."""

    years: list[int]
    year: int | None
    regions: list[RegionLines]

    @property
    def lines(self) -> list[Line]:
        return [line for region in self.regions for line in region.lines]

    def counts(self) -> Mapping[Verdict, int]:
        found = dict.fromkeys(Verdict, 0)
        for line in self.lines:
            found[line.verdict] += 1
        return found


def staffing_for(scope: Scope, asked: int | None) -> Staffing:
    """Return need and staffing of the units and areas that the person may read, in the year asked for (else the last with officers)."""
    units = scope.units(Codename.VIEW_PICTURE)
    versions = all_versions()
    now = {row.area_id: row.unit_id for row in current_of(versions)}
    every = list(_statistics())
    rows = [
        row for row in every if row.series.municipality_id is None and (row.series.unit_id or now.get(row.series.area_id or 0)) in units
    ]
    years = sorted({row.year for row in rows}, reverse=True)
    if not years:
        return Staffing([], None, [])
    staffed = [row.year for row in rows if row.series.indicator.key == OFFICERS]
    year = asked if asked in years else max(staffed, default=years[0])
    return Staffing(years, year, _regions(Numbers(rows, hidden_numbers(every, versions, clock.today())), year, units, now))


def _statistics() -> QuerySet[Statistic]:
    return Statistic.objects.filter(series__indicator__key__in=(POPULATION, OFFICERS)).select_related("series__indicator", "delivery")


def _regions(numbers: Numbers, year: int, units: Units, now: Mapping[int, int]) -> list[RegionLines]:
    """Return the places as they were at the end of the year (today, in the year that goes on), by region."""
    day = min(date(year, 12, 31), clock.today())
    tree = units_on(day)
    areas: dict[int, list[AreaVersion]] = defaultdict(list)
    for version in versions_on(day):
        if now.get(version.area_id) in units:
            areas[version.unit_id].append(version)
    found = []
    for region in sorted((row for row in tree.values() if row.kind == UnitKind.REGION), key=lambda row: region_order(row.slug)):
        lines = list(_lines(region, tree, areas, numbers, year, units))
        if lines:
            found.append(RegionLines(region.name, region.slug, lines))
    return found


def _lines(
    region: NamedUnit, tree: dict[int, NamedUnit], areas: Mapping[int, list[AreaVersion]], numbers: Numbers, year: int, units: Units
) -> Iterable[Line]:
    if region.pk in units:
        yield numbers.line(("unit", region.pk), year, level="region", name=unit_label(region))
    inside = [row for row in tree.values() if row.kind != UnitKind.REGION and nearest(row, tree, UnitKind.REGION) is region]
    for unit in sorted(inside, key=lambda row: (row.kind != UnitKind.LPO, swedish_key(row.name))):
        here = sorted(areas.get(unit.pk, []), key=lambda row: swedish_key(row.name))
        is_lpo = unit.kind == UnitKind.LPO
        if is_lpo and unit.pk in units:
            yield numbers.line(("unit", unit.pk), year, level="lpo", name=unit_label(unit))
        for row in here:
            lpo = unit_label(unit) if is_lpo else ""
            yield numbers.line(("area", row.area_id), year, level="omrade", name=row.name, slug=row.area.slug, lpo=lpo)
