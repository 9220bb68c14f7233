"""Holds one row of a published list against the register, and says all that is wrong with it at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from areas.enums import UnitKind
from areas.importers.cells import latitude, longitude, needed, normal, surface
from areas.importers.outcome import Change
from areas.models import AreaVersion
from assessments.actions.historic import list_day
from assessments.enums import Category, Trend
from assessments.importers.register import Organisation, Register

FIRST_YEAR = 2015  # the first national picture
CATEGORIES = {str(category.label): category.value for category in Category.listed()}
TRENDS = {str(trend.label): trend.value for trend in Trend}


@dataclass
class Read:
    """A row with its words turned into what they mean. `version` is the known area, as it was for the list."""

    year: int = 0
    name: str = ""
    municipality_id: int = 0
    unit: Any = None
    category: str = ""
    trend: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    area_km2: Decimal | None = None
    source: str = ""
    version: AreaVersion | None = None
    later: AreaVersion | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    told: tuple[Change, ...] = ()
    reasons: list[str] = field(default_factory=list)


def read_row(row: Mapping[str, str], register: Register) -> Read:
    """Return the row's meaning; `reasons` is empty when it can be taken over."""
    read = Read()
    _plain(read, row, register)
    if read.year:
        _check_round(read, register)
        read.unit = _unit(read, row, register, register.organisation(read.year))
    if read.name and read.municipality_id and read.year:
        _area(read, register)
    if read.version is not None and not read.reasons:
        _compare(read, register)
    return read


def _plain(read: Read, row: Mapping[str, str], register: Register) -> None:
    """Read what needs no more than its own cell."""
    for column, name, parse in (
        ("lagesbild", "year", _year),
        ("omrade", "name", _area_name),
        ("kommun", "municipality_id", lambda value: _known(value, register.municipalities)),
        ("kategori", "category", lambda value: _word(value, CATEGORIES)),
        ("trend", "trend", lambda value: _word(value, TRENDS) if value else ""),
        ("lat", "lat", latitude),
        ("lon", "lon", longitude),
        ("yta_km2", "area_km2", surface),
        ("kalla", "source", needed),
    ):
        _cell(read, row, column, name, parse)
    if bool(row["lat"]) != bool(row["lon"]):
        read.reasons.append(_("lat, lon: skriv båda eller ingen."))


def _cell(read: Read, row: Mapping[str, str], column: str, name: str, parse: Callable[[str], Any]) -> None:
    try:
        setattr(read, name, parse(row[column]))
    except ValueError as why:
        read.reasons.append(f"{column}: {why}")


def _year(value: str) -> int:
    last = timezone.localdate().year  # not the set clock: a replay of 2019 takes in later lists too
    if not value.isascii() or not value.isdigit() or not FIRST_YEAR <= int(value[:5]) <= last:
        raise ValueError(
            _("”%(value)s” är inget år mellan %(first)s och %(last)s.") % {"value": value[:40], "first": FIRST_YEAR, "last": last}
        )
    return int(value)


def _area_name(value: str) -> str:
    value = needed("/".join(part.strip() for part in value.split("/")))
    if len(value) > 120:
        raise ValueError(_("namnet är längre än 120 tecken."))
    return value


def _known(value: str, table: Mapping[str, int]) -> int:
    needed(value)
    if normal(value) not in table:
        raise ValueError(_("”%(value)s” finns inte i registret.") % {"value": value[:60]})
    return table[normal(value)]


def _word(value: str, words: Mapping[str, str]) -> str:
    if value.casefold() not in words:
        raise ValueError(_("”%(value)s” finns inte. Skriv %(known)s.") % {"value": value[:60], "known": _or(words)})
    return words[value.casefold()]


def _or(words: Mapping[str, str]) -> str:
    *first, last = words
    return f"{', '.join(first)} {_('eller')} {last}"


def _check_round(read: Read, register: Register) -> None:
    round_ = register.rounds.get(read.year)
    if round_ is not None and not round_.is_historic:
        read.reasons.append(_("lagesbild: %(year)s är en egen omgång i systemet och tar inte emot en lista.") % {"year": read.year})


def _unit(read: Read, row: Mapping[str, str], register: Register, organisation: Organisation) -> Any:
    """Return the local police area, or the district or region when the row names no smaller unit."""
    region = organisation.named[UnitKind.REGION].get(normal(row["polisregion"]))
    if region is None:
        sentence = _("polisregion: ”%(value)s” finns inte. Skriv %(known)s.")
        read.reasons.append(sentence % {"value": row["polisregion"][:60], "known": ", ".join(organisation.regions)})
    unit, column = _named_unit(read, row, register, organisation)
    if unit is None:
        return region if not column else None
    if region is not None and region not in organisation.above(unit):
        sentence = _("%(column)s: %(unit)s ligger inte i polisregion %(region)s %(year)s.")
        read.reasons.append(sentence % {"column": column, "unit": unit.name, "region": region.name, "year": read.year})
    return unit


def _named_unit(read: Read, row: Mapping[str, str], register: Register, organisation: Organisation) -> tuple[Any, str]:
    """Return the unit that the row names most closely, and the column that names it; no column when none does."""
    code, name, district = row["lpo_kod"], row["lokalpolisomrade"], row["polisomrade"]
    if code:
        unit = organisation.coded.get(code)
        if unit is not None and name and normal(name) not in register.names_of[unit.pk]:
            read.reasons.append(_("lpo_kod: %(code)s är %(unit)s, inte %(name)s.") % {"code": code, "unit": unit.name, "name": name[:60]})
        column, value = "lpo_kod", code
    elif name:
        unit = organisation.named[UnitKind.LPO].get(normal(name))
        column, value = "lokalpolisomrade", name
    elif district:
        unit = organisation.named[UnitKind.DISTRICT].get(normal(district))
        column, value = "polisomrade", district
    else:
        return None, ""
    if unit is None:
        read.reasons.append(_("%(column)s: ”%(value)s” finns inte %(year)s.") % {"column": column, "value": value[:60], "year": read.year})
    return unit, column


def _area(read: Read, register: Register) -> None:
    """Find the area of that name in that municipality, as it was for the list. Unknown ones are made when the row is written."""
    day = list_day(read.year)
    found = register.by_name[normal(read.name), read.municipality_id]
    read.version = next((version for version in found if version.holds_on(day)), None)
    if read.version is not None or not found:
        return
    other = next((version for version in register.by_area[found[0].area_id] if version.holds_on(day)), None)
    if other is not None:
        read.reasons.append(_("omrade: %(name)s heter %(other)s %(year)s.") % {"name": read.name, "other": other.name, "year": read.year})
    elif found[0].valid_from > day:
        read.later = min(register.by_area[found[0].area_id], key=lambda version: version.valid_from)
    else:
        sentence = _("omrade: %(name)s gäller bara till %(day)s. Läs in områdets nya version först.")
        read.reasons.append(sentence % {"name": read.name, "day": max(version.valid_to for version in found if version.valid_to)})


def _compare(read: Read, register: Register) -> None:
    """See what the list says otherwise than the register. A less precise unit, and an empty cell, say nothing."""
    version = read.version
    assert version is not None
    told = []
    organisation = register.organisation(read.year)
    if read.unit.kind == UnitKind.LPO and read.unit.pk != version.unit_id:
        read.changes["unit_id"] = read.unit.pk
        told.append(Change("lokalpolisomrade", _unit_name(organisation, version.unit_id), read.unit.name))
    for name, column in (("lat", "lat"), ("lon", "lon"), ("area_km2", "yta_km2")):
        value, before = getattr(read, name), getattr(version, name)
        if value is not None and value != before:
            read.changes[name] = value
            told.append(Change(column, "" if before is None else str(before), str(value)))
    read.told = tuple(told)
    if told and (
        version.valid_to is not None or register.decided_later(version.area_id, read.year) or version.valid_from.year == read.year
    ):
        sentence = _("%(column)s: registret säger %(before)s för %(year)s, filen säger %(after)s. Rätta det ena först.")
        change = told[0]
        words = {"column": change.column, "before": change.before or _("inget"), "year": read.year, "after": change.after}
        read.reasons.append(sentence % words)


def _unit_name(organisation: Organisation, unit_id: int) -> str:
    unit = organisation.units.get(unit_id)
    return unit.name if unit is not None else ""
