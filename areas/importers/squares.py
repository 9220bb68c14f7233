"""Counts by square, as Statistics Sweden delivers them: weighted to the areas, and kept as numbers that were derived and not counted.

The squares themselves are not kept but in the file. What an area gets stands in a series of its own, with the least and the most it can be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.enums import IndicatorKind, Outcome, SeriesMethod
from areas.geo.areal import Weighted, squares, weigh
from areas.geo.shapes import polygon
from areas.importers.cells import day as read_day
from areas.importers.outcome import Change, Result, Row
from areas.importers.reading import starts_like_formula
from areas.importers.sheets import FORMATS, MAX_BYTES, Sheet, check_sheet, open_sheet
from areas.importers.statistics import FIRST_YEAR, LISTED
from areas.importers.statistics_sql import LOCK
from areas.imports import Kind, Loaded, register
from areas.models import Area, Boundary, Indicator, Statistic, StatisticDelivery, StatisticSeries
from lagesbild import clock
from lagesbild.ui.swedish import swedish_number

KEY: Final = "squares"
COLUMNS: Final = ("indikator", "ruta", "storlek", "ar", "antal", "enhet", "kalla", "licens", "hamtad")
SIZES: Final = (250, 1000)
EAST, NORTH = (200_000, 1_000_000), (6_000_000, 7_800_000)  # of Sweden in SWEREF 99 TM, wide enough


class Origin(NamedTuple):
    """Where counts come from."""

    source: str
    licence: str
    retrieved_on: date


class Group(NamedTuple):
    """Squares that are weighted together: of one indicator and one year."""

    indicator: int
    year: int


@dataclass
class Squares:
    """The squares of a group, all of one origin. `rows` are the rows of the file by square: its size and its corner."""

    origin: Origin
    rows: dict[tuple[int, int, int], int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        return next(iter(self.rows.values()))


class Derived(NamedTuple):
    """What one area gets out of one group."""

    group: Group
    area_id: int
    weighted: Weighted
    origin: Origin
    row: int


class SquaresRunner:
    """Reads a file of squares, all of it or nothing."""

    def check(self, content: bytes) -> None:
        check_sheet(content, KIND)

    @transaction.atomic
    def run(self, content: bytes, *, by: Any, batch: Any, dry_run: bool) -> Result:
        """Return what each area gets; a row of the result is an area and a year, at the row of the file where its squares begin."""
        if not dry_run:
            with connection.cursor() as cursor:
                cursor.execute(LOCK)  # of two files at once the second sees what the first wrote
        sheet = open_sheet(content, KIND)
        groups, refused, count = read(sheet)
        if refused:
            return Result(tuple(refused), sheet.ignored, {Outcome.REFUSED: count})
        found, empty = _derived(groups)
        return Result((*_rows(found, write=not dry_run and not empty, batch=batch), *empty), sheet.ignored)


def read(sheet: Sheet) -> tuple[dict[Group, Squares], list[Row], int]:
    """Return the squares by group, the first rows that are refused, and how many are."""
    indicators = {row.key: row for row in Indicator.objects.all()}
    groups: dict[Group, Squares] = {}
    refused: list[Row] = []
    count = 0
    for number, values in sheet.rows:
        row = dict(zip(COLUMNS, values, strict=True))
        reasons = list(_faults(row, indicators)) or _put(groups, row, indicators, number)
        if reasons:
            count += 1
            if len(refused) < LISTED:
                refused.append(Row(number, Outcome.REFUSED, what(row), tuple(reasons)))
    return groups, refused, count


def _put(groups: dict[Group, Squares], row: Mapping[str, str], indicators: Mapping[str, Indicator], number: int) -> list[str]:
    """Put a square into its group, or return why it does not fit there."""
    origin = Origin(row["kalla"], row["licens"], read_day(row["hamtad"]))
    group = groups.setdefault(Group(indicators[row["indikator"]].pk, int(row["ar"])), Squares(origin))
    square = (int(row["storlek"]), int(row["ruta"][:6]), int(row["ruta"][6:]))
    if group.origin != origin:
        return [_("kalla, licens och hamtad: inte desamma som på rad %(row)s för samma indikator och år.") % {"row": group.first}]
    if square in group.rows:
        return [_("samma ruta som rad %(row)s.") % {"row": group.rows[square]}]
    group.rows[square] = number
    group.counts.append(int(row["antal"]))
    return []


def _faults(row: Mapping[str, str], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Yield what is wrong with a row."""
    indicator = indicators.get(row["indikator"])
    if indicator is None:
        yield _("indikator: ”%(value)s” finns inte bland indikatorerna.") % {"value": row["indikator"][:40]}
    elif indicator.kind != IndicatorKind.COUNT:
        yield _("indikator: %(name)s är inget antal och kan inte fördelas efter yta.") % {"name": indicator.name}
    elif row["enhet"] != indicator.unit:
        yield _("enhet: ”%(value)s” stämmer inte. Indikatorn anges i %(unit)s.") % {"value": row["enhet"][:40], "unit": indicator.unit}
    yield from _square_faults(row)
    if not (row["ar"].isdecimal() and row["ar"].isascii() and FIRST_YEAR <= int(row["ar"][:5]) <= clock.today().year):
        yield _("ar: ”%(value)s” är inget år mellan 1990 och i år.") % {"value": row["ar"][:40]}
    if not _is_number(row["antal"], 9):
        yield _("antal: ”%(value)s” är inget heltal.") % {"value": row["antal"][:40]}
    yield from _origin_faults(row)


def _square_faults(row: Mapping[str, str]) -> Iterator[str]:
    if row["storlek"] not in {str(size) for size in SIZES}:
        yield _("storlek: ”%(value)s” finns inte. Skriv 250 eller 1000 meter.") % {"value": row["storlek"][:40]}
        return
    square, size = row["ruta"], int(row["storlek"])
    if not (_is_number(square, 13) and len(square) == 13):
        yield _("ruta: ”%(value)s” är ingen ruta. Skriv 13 siffror: sex för öst och sju för nord.") % {"value": square[:40]}
    elif int(square[:6]) % size or int(square[6:]) % size:
        yield _("ruta: %(value)s är inte det nedre vänstra hörnet av en ruta på %(size)s meter.") % {"value": square, "size": size}
    elif not (EAST[0] <= int(square[:6]) < EAST[1] and NORTH[0] <= int(square[6:]) < NORTH[1]):
        yield _("ruta: %(value)s ligger utanför Sverige.") % {"value": square}


def _origin_faults(row: Mapping[str, str]) -> Iterator[str]:
    for name in ("kalla", "licens"):
        if not row[name]:
            yield _("%(column)s: värdet saknas.") % {"column": name}
        elif len(row[name]) > 300 or starts_like_formula(row[name]):
            yield _("%(column)s: texten är längre än 300 tecken eller börjar som en formel.") % {"column": name}
    try:
        if read_day(row["hamtad"]) > clock.today():
            yield _("hamtad: %(value)s har inte varit än.") % {"value": row["hamtad"]}
    except ValueError as why:
        yield f"hamtad: {why}"


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= longest


def _derived(groups: Mapping[Group, Squares]) -> tuple[list[Derived], list[Row]]:
    """Return what each area gets, and the refused rows: small squares that lie in a large one, and groups that meet no area at all."""
    found: list[Derived] = []
    refused: list[Row] = []
    for group, cells in groups.items():
        doubled = list(_doubled(cells))
        areas = {pk: polygon(geometry) for pk, geometry in _boundaries(group.year)}
        size, east, north = zip(*cells.rows, strict=True)
        weighted = weigh(areas, squares(east, north, size), cells.counts)
        found += [Derived(group, area_id, value, cells.origin, cells.first) for area_id, value in weighted.items()]
        refused += doubled
        if not weighted:
            refused.append(Row(cells.first, Outcome.REFUSED, str(group.year), (_why_none(group.year, bool(areas)),)))
    return found, refused


def _boundaries(year: int) -> Iterator[tuple[int, Any]]:
    """Yield the areas that had a boundary at the end of a year, by id."""
    yield from Boundary.objects.as_of(date(year, 12, 31)).values_list("area_id", "geometry")


def _doubled(cells: Squares) -> Iterator[Row]:
    """Yield the small squares whose people are counted in a large one too."""
    large = max(SIZES)
    for (size, east, north), number in cells.rows.items():
        above = cells.rows.get((large, east - east % large, north - north % large))
        if size < large and above is not None:
            why = _("ruta: den ligger i den större rutan på rad %(row)s och skulle räknas två gånger.") % {"row": above}
            yield Row(number, Outcome.REFUSED, f"{east}{north}", (why,))


def _why_none(year: int, has_areas: bool) -> str:
    if has_areas:
        return _("ruta: inga rutor för %(year)s berör ett område med en gräns det året.") % {"year": year}
    return _("ar: inget område har en gräns i registret för %(year)s. Läs in gränserna först.") % {"year": year}


def _rows(found: list[Derived], *, write: bool, batch: Any) -> list[Row]:
    """Return the rows of the result; and write them, when told to."""
    before = {
        (row.series.indicator_id, row.series.area_id, row.year): row
        for row in Statistic.objects.filter(series__method=SeriesMethod.AREAL).select_related("series", "delivery")
    }
    names = dict(Indicator.objects.values_list("pk", "name"))
    slugs = dict(Area.objects.values_list("pk", "slug"))
    rows = []
    for one in found:
        old = before.get((one.group.indicator, one.area_id, one.group.year))
        changes = _changes(old, one)
        outcome = Outcome.NEW if old is None else Outcome.CHANGED if changes else Outcome.UNCHANGED
        title = f"{names[one.group.indicator]}, {slugs[one.area_id]}, {one.group.year}"
        rows.append(Row(one.row, outcome, title, changes=changes, note=words(one.weighted)))
        if write and outcome != Outcome.UNCHANGED:
            _write(one, old, batch)
    return rows


def words(found: Weighted) -> str:
    """Return an areal-weighted count as people read it, with its bounds."""
    numbers = {name: swedish_number(value) for name, value in (("n", round(found.value)), ("low", found.low), ("high", found.high))}
    numbers["cells"] = swedish_number(found.cells)
    return _("Arealviktat: %(n)s, minst %(low)s och högst %(high)s, ur %(cells)s rutor.") % numbers


def _values(one: Derived) -> dict[str, Decimal]:
    return {"value": Decimal(round(one.weighted.value)), "low": Decimal(one.weighted.low), "high": Decimal(one.weighted.high)}


def _changes(old: Statistic | None, one: Derived) -> tuple[Change, ...]:
    if old is None:
        return ()
    new = _values(one)
    pairs = [(name, str(int(getattr(old, name) or 0)), str(int(new[name]))) for name in ("value", "low", "high")]
    delivery, origin = old.delivery, one.origin
    pairs += [(name, str(getattr(delivery, name)), str(getattr(origin, name))) for name in Origin._fields]
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])


def _write(one: Derived, old: Statistic | None, batch: Any) -> None:
    delivery, _made = StatisticDelivery.objects.get_or_create(batch=batch, **one.origin._asdict())
    series, _made = StatisticSeries.objects.get_or_create(
        indicator_id=one.group.indicator, area_id=one.area_id, unit=None, municipality=None, method=SeriesMethod.AREAL
    )
    if old is None:
        Statistic.objects.create(series=series, year=one.group.year, delivery=delivery, **_values(one))
    else:
        Statistic.objects.filter(pk=old.pk).update(delivery=delivery, **_values(one))


def what(row: Mapping[str, str]) -> str:
    """Name a row for people, in the words of the file."""
    return ", ".join(row[name] for name in ("indikator", "ruta", "ar") if row[name])


def _loaded() -> list[Loaded]:
    return [Loaded(gettext_lazy("Arealviktade uppgifter"), Statistic.objects.filter(series__method=SeriesMethod.AREAL).count())]


KIND: Final = Kind(
    key=KEY,
    label=gettext_lazy("Rutor (viktas till områden)"),
    columns=COLUMNS,
    what=what,
    loaded=_loaded,
    runner=SquaresRunner(),
    order=14,
    max_bytes=MAX_BYTES,
    formats=FORMATS,
)


def register_all() -> None:
    """Make the kind known. Called once, when the app is ready."""
    register(KIND)
