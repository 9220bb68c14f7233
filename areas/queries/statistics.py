"""Numbers of the register as people may see them: small counts are left out here, so no page can forget it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from areas.enums import IndicatorKind, SeriesMethod
from areas.figures import Figure, Figures, YearFigure, with_gaps
from areas.models import AreaVersion, Indicator, Statistic
from areas.telling import left_out, less_than_limit, not_shown, number_words
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.small_numbers import is_small
from lagesbild.ui.swedish import swedish_key

RELATED = ("series__indicator", "delivery")
Key = tuple[int, int]  # an indicator and a year
Place = tuple[str, int]  # "area", "unit" or "municipality", and an id


def current_versions() -> list[AreaVersion]:
    """Return the version of each area that holds today; of one that is no more, its last. One query."""
    rows = AreaVersion.objects.order_by("area_id", "-valid_from").select_related("area", "unit", "municipality")
    today = clock.today()
    found: dict[int, AreaVersion] = {}
    for row in rows:
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
    versions = current_versions()
    version = next((row for row in versions if row.area_id == area_id), None)
    return None if version is None else _figures(version, _neighbours(version, versions))


def _figures(version: AreaVersion, neighbours: Mapping[Place, set[int]]) -> Figures:
    counted = Q(series__area__in={pk for ids in neighbours.values() for pk in ids}, series__indicator__kind=IndicatorKind.COUNT)
    own = Q(series__area=version.area_id) | Q(series__unit=version.unit_id) | Q(series__municipality=version.municipality_id)
    rows = list(Statistic.objects.filter(own | counted).select_related(*RELATED))
    told = Told(rows, neighbours, unit_id=version.unit_id, municipality_id=version.municipality_id)
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
        shows_not_shown=bool(told.hidden),
    )


def _neighbours(version: AreaVersion, versions: Iterable[AreaVersion]) -> dict[Place, set[int]]:
    """Return the areas of the same unit and of the same municipality: what a reader can put beside this one."""
    return {
        ("unit", version.unit_id): {row.area_id for row in versions if row.unit_id == version.unit_id and _is_now(row, version)},
        ("municipality", version.municipality_id): {
            row.area_id for row in versions if row.municipality_id == version.municipality_id and _is_now(row, version)
        },
    }


def _is_now(row: AreaVersion, version: AreaVersion) -> bool:
    """Answer whether an area is still there; what was split into others is no part beside them. The one asked about always counts."""
    return row.valid_to is None or row.valid_to >= clock.today() or row.pk == version.pk


@dataclass
class Told:
    """The numbers of some areas with the wholes that they are parts of, and which of them are not told."""

    def __init__(self, rows: Iterable[Statistic], members: Mapping[Place, set[int]], *, unit_id: int, municipality_id: int) -> None:
        self.values: dict[tuple[Place, Key], Statistic] = {}
        self.hidden: set[tuple[Place, Key]] = set()
        for row in rows:
            if row.series.method == SeriesMethod.REGISTER:
                self.values[_place(row), (row.series.indicator_id, row.year)] = row
        self.unit, self.municipality = ("unit", unit_id), ("municipality", municipality_id)
        keys = {key for (_where, key), row in self.values.items() if row.series.indicator.kind == IndicatorKind.COUNT}
        for key in keys:
            for whole, areas in members.items():
                self._hide(key, whole, areas)

    def _hide(self, key: Key, whole: Place, areas: set[int]) -> None:
        parts = {pk: round(row.value) for pk in sorted(areas) if (row := self.values.get((("area", pk), key)))}
        total = self.values.get((whole, key))
        hidden, whole_too = left_out(parts, round(total.value) if total else None)
        self.hidden |= {(("area", pk), key) for pk in hidden}
        if whole_too:
            self.hidden.add((whole, key))

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


def _place(row: Statistic) -> Place:
    series = row.series
    if series.area_id is not None:
        return "area", series.area_id
    return ("unit", series.unit_id) if series.unit_id is not None else ("municipality", series.municipality_id or 0)


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
