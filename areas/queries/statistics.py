"""Numbers of the register as people may see them: small counts are left out here, so no page can forget it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from areas.enums import IndicatorKind, SeriesMethod
from areas.figures import Figure, Figures, YearFigure, with_gaps
from areas.hiding import Key, Place, hidden_numbers, place_of
from areas.models import AreaVersion, Indicator, Statistic
from areas.telling import less_than_limit, not_shown, number_words
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.small_numbers import is_small
from lagesbild.ui.swedish import swedish_key

RELATED = ("series__indicator", "delivery")


def current_versions() -> list[AreaVersion]:
    """Return the version of each area that holds today; of one that is no more, its last. One query."""
    return current_of(all_versions())


def all_versions() -> list[AreaVersion]:
    """Return every version of every area, the latest first. One query."""
    return list(AreaVersion.objects.order_by("area_id", "-valid_from").select_related("area", "unit", "municipality"))


def current_of(versions: Iterable[AreaVersion]) -> list[AreaVersion]:
    """Return of all versions those that hold today; of an area that is no more, its last."""
    today = clock.today()
    found: dict[int, AreaVersion] = {}
    for row in versions:
        if row.area_id not in found or row.holds_on(today):
            found[row.area_id] = row
    return sorted(found.values(), key=lambda row: swedish_key(row.name))


def readable_versions(scope: Scope) -> list[AreaVersion]:
    """Return the areas whose numbers the person may read: those of units whose local pictures they may read."""
    units = scope.units(Codename.VIEW_PICTURE)
    return [row for row in current_versions() if row.unit_id in units]


def figures_of(area_id: int | None) -> Figures | None:
    """Return what the register knows of an area; nothing for an area that is not in the register. Three queries."""
    if area_id is None:
        return None
    versions = all_versions()
    version = next((row for row in current_of(versions) if row.area_id == area_id), None)
    return None if version is None else _figures(version, versions)


def _figures(version: AreaVersion, versions: list[AreaVersion]) -> Figures:
    near = _hang_together(version, versions)
    ids = {kind: {pk for each, pk in near if each == kind} for kind in ("area", "unit", "municipality")}
    places = Q(series__area__in=ids["area"]) | Q(series__unit__in=ids["unit"]) | Q(series__municipality__in=ids["municipality"])
    own = Q(series__area=version.area_id) | Q(series__unit=version.unit_id) | Q(series__municipality=version.municipality_id)
    rows = list(Statistic.objects.filter(own | places & Q(series__indicator__kind=IndicatorKind.COUNT)).select_related(*RELATED))
    told = Told(rows, version, hidden_numbers(rows, versions, clock.today()))
    mine: dict[tuple[int, str], list[Statistic]] = defaultdict(list)
    for row in rows:
        if row.series.area_id == version.area_id:
            mine[row.series.indicator_id, row.series.method].append(row)
    indicators = list(Indicator.objects.all())
    figures = [
        _figure(indicator, method, mine[indicator.pk, method], told, version)
        for indicator in indicators
        for method in SeriesMethod.values
        if mine[indicator.pk, method]
    ]
    known = {figure.indicator.pk for figure in figures}
    return Figures(
        tuple(figures),
        tuple(row for row in indicators if row.pk not in known),
        unit_word=version.unit.get_kind_display(),
        shows_not_shown=told.leaves_out,
    )


def _hang_together(version: AreaVersion, versions: Iterable[AreaVersion]) -> set[Place]:
    """Return the areas and wholes that an area shares sums with at any time, straight or through others."""
    links: dict[Place, set[Place]] = defaultdict(set)
    for row in versions:
        for whole in (("unit", row.unit_id), ("municipality", row.municipality_id)):
            links["area", row.area_id].add(whole)
            links[whole].add(("area", row.area_id))
    found: set[Place] = set()
    waiting: set[Place] = {("area", version.area_id)}
    while waiting:
        found |= waiting
        waiting = {near for place in waiting for near in links[place]} - found
    return found


class Told:
    """The numbers of an area with the wholes that it is a part of, and which of them are not told."""

    def __init__(self, rows: Iterable[Statistic], version: AreaVersion, hidden: frozenset[tuple[Place, Key]]) -> None:
        self.unit, self.municipality = ("unit", version.unit_id), ("municipality", version.municipality_id)
        mine = {self.unit, self.municipality, ("area", version.area_id)}
        counted = (row for row in rows if row.series.method == SeriesMethod.REGISTER)
        self.values = {(place_of(row), (row.series.indicator_id, row.year)): row for row in counted}
        self.hidden = hidden
        self.leaves_out = any(place in mine for place, _key in hidden)

    def number(self, place: Place, key: Key) -> float | None:
        """Return the number that may be told."""
        row = self.values.get((place, key))
        return None if row is None or (place, key) in self.hidden else float(row.value)

    def text(self, place: Place, key: Key) -> str:
        """Return the number in words, or that it is not told; empty where none is known."""
        row = self.values.get((place, key))
        if row is None:
            return ""
        if (place, key) in self.hidden:
            return less_than_limit() if is_small(round(row.value)) else not_shown()
        return number_words(row.value, row.series.indicator.kind)


def _figure(indicator: Indicator, method: str, rows: list[Statistic], told: Told, version: AreaVersion) -> Figure:
    make = _areal_year if method == SeriesMethod.AREAL else _register_year
    return Figure(indicator, method, with_gaps(make(row, told, version) for row in rows))


def _register_year(row: Statistic, told: Told, version: AreaVersion) -> YearFigure:
    place, key = ("area", version.area_id), (row.series.indicator_id, row.year)
    unit, municipality = told.text(told.unit, key), told.text(told.municipality, key)
    return YearFigure(row.year, told.text(place, key), told.number(place, key), "", unit, municipality, source_words(row))


def _areal_year(row: Statistic, told: Told, version: AreaVersion) -> YearFigure:
    kind = row.series.indicator.kind
    small = kind == IndicatorKind.COUNT and is_small(round(row.value))
    return YearFigure(
        row.year, number_words(row.value, kind), None if small else float(row.value), bounds_words(row), source=source_words(row)
    )


def bounds_words(row: Statistic) -> str:
    """Return between which bounds a derived number lies; empty for one that was counted."""
    if row.low is None or row.high is None:
        return ""
    kind = row.series.indicator.kind
    return _("minst %(low)s, högst %(high)s") % {"low": number_words(row.low, kind), "high": number_words(row.high, kind)}


def source_words(row: Statistic) -> str:
    """Return where a number comes from, under which licence and when it was fetched."""
    delivery = row.delivery
    words = {"source": delivery.source, "licence": delivery.licence, "day": delivery.retrieved_on.isoformat()}
    return _("%(source)s, %(licence)s, hämtad %(day)s") % words


@dataclass(frozen=True)
class Coverage:
    """How much is known of one indicator, among some areas."""

    indicator: Indicator
    latest: int | None
    has: int
    lacks: tuple[AreaVersion, ...]
    units: int
    municipalities: int


def coverage(versions: list[AreaVersion]) -> tuple[list[Coverage], dict[int, int]]:
    """Return for each indicator its latest year, and which of the areas have no number for it; and area → number of indicators known of it.

    Tells whether there are numbers, and no number. Three queries.
    """
    last: dict[int, dict[int, int]] = defaultdict(dict)
    known: dict[int, set[int]] = defaultdict(set)
    mine = Statistic.objects.filter(series__area__in=[row.area_id for row in versions])
    for indicator, area, year in mine.values_list("series__indicator", "series__area").annotate(last=Max("year")):
        last[indicator][area] = year
        known[area].add(indicator)
    others: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    elsewhere = Statistic.objects.filter(series__area=None).values_list("series__indicator", "series__unit", "series_id")
    for indicator, unit, _series, year in elsewhere.annotate(last=Max("year")):
        others[indicator].append((unit, year))
    rows = [_coverage(row, versions, last[row.pk], others[row.pk]) for row in Indicator.objects.all()]
    return rows, {area: len(indicators) for area, indicators in known.items()}


def _coverage(indicator: Indicator, versions: list[AreaVersion], last: dict[int, int], others: list[tuple[int | None, int]]) -> Coverage:
    years = [*last.values(), *(year for _unit, year in others)]
    latest = max(years, default=None)
    lacks = tuple(row for row in versions if last.get(row.area_id) != latest) if latest is not None else ()
    units = sum(unit is not None for unit, _year in others)
    return Coverage(indicator, latest, len(versions) - len(lacks) if latest is not None else 0, lacks, units, len(others) - units)
