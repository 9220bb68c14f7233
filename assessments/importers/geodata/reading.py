"""What one feature of the file says, in the register's own terms: name, unit, municipality, category, and all that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.enums import UnitKind
from areas.geo import checks
from areas.geo.columns import Mapped, Meaning
from areas.geo.country import municipality_of
from areas.geo.reading import Feature
from areas.importers.cells import day, normal, starts_like_formula
from areas.models import Municipality
from assessments.actions.historic import list_day
from assessments.enums import Category
from assessments.importers.register import Organisation, Register

LONGEST_NAME = 120
_YEAR = re.compile(r"[0-9]{4}")
CATEGORY_WORDS = {
    "utsatt": Category.UTSATT,
    "utsatt område": Category.UTSATT,
    "utsattomr": Category.UTSATT,
    "riskområde": Category.RISK,
    "risk": Category.RISK,
    "riskomr": Category.RISK,
    "särskilt utsatt": Category.SARSKILT,
    "särskilt utsatt område": Category.SARSKILT,
    "sarskiltutsattomr": Category.SARSKILT,
    "särskiltutsattomr": Category.SARSKILT,
}


@dataclass
class Said:
    """A feature with its words turned into what they mean. `reasons` refuse it; `warnings` are told and refuse nothing.

    `year` is the list that the feature is held against; `removed` says that it was taken off the list after that.
    """

    number: int
    name: str
    year: int
    shape: BaseGeometry | None = None
    removed: int | None = None
    unit: Any = None
    municipality_id: int | None = None
    category: str = ""
    since: date | None = None
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        return list_day(self.year)


class Reader:
    """Reads features one by one against the register as it was for the list of `year`."""

    def __init__(self, mapped: Mapped, year: int, register: Register) -> None:
        self.mapped, self.year, self.register = mapped, year, register
        self.municipalities = dict(Municipality.objects.values_list("code", "pk"))

    def read(self, feature: Feature) -> Said:
        """Return what the feature says. Everything wrong with it is told at once."""
        words = {meaning: feature.values[column] for meaning, column in self.mapped.items()}
        said = Said(feature.number, _name(words), self.year, feature.shape)
        self._removed(said, words)
        _plain(said, words)
        self._unit(said, words, self.register.organisation(said.year))
        self._place(said, feature)
        return said

    def _removed(self, said: Said, words: Mapping[str, str]) -> None:
        """An area that was taken off in a year is held against the last list before that year."""
        value = words.get(Meaning.REMOVED, "")
        if not value:
            return
        lists = [year for year in self.register.rounds if _YEAR.fullmatch(value) and year < int(value)]
        if not lists:
            said.reasons.append(_("det finns ingen lista före ”%(value)s” i registret.") % {"value": value[:20]})
            return
        said.removed, said.year = int(value), max(lists)

    def _unit(self, said: Said, words: Mapping[str, str], organisation: Organisation) -> None:
        code, name = words.get(Meaning.LPO_CODE, ""), words.get(Meaning.LPO, "")
        said.unit = organisation.coded.get(code) if code else organisation.named[UnitKind.LPO].get(normal(name))
        if said.unit is None:
            told = {"value": (code or name)[:60], "year": said.year}
            said.reasons.append(
                _("lokalpolisområdet ”%(value)s” finns inte %(year)s.") % told if told["value"] else _("lokalpolisområdet saknas.")
            )
            return
        if code and name and normal(name) not in self.register.names_of[said.unit.pk]:
            sentence = _("koden %(code)s är lokalpolisområde %(unit)s, men filen säger %(name)s.")
            said.reasons.append(sentence % {"code": code, "unit": said.unit.name, "name": name[:60]})
        self._above(said, words, organisation)

    def _above(self, said: Said, words: Mapping[str, str], organisation: Organisation) -> None:
        """Hold the district and the region of the file against those of the local police area: its code decides, and the rest is told."""
        above = {unit.kind: unit for unit in organisation.above(said.unit)}
        district, region = above.get(UnitKind.DISTRICT), above.get(UnitKind.REGION)
        name, code = words.get(Meaning.DISTRICT, ""), words.get(Meaning.DISTRICT_CODE, "")
        told = " ".join(filter(None, (name, code)))[:60]
        if district and ((name and normal(name) != normal(district.name)) or (code and district.code and code != district.code)):
            sentence = _(
                "filen säger polisområde %(told)s, men lokalpolisområde %(unit)s (%(code)s) ligger i %(district)s. "
                "Lokalpolisområdet gäller."
            )
            words_ = {"told": told, "unit": said.unit.name, "code": said.unit.code or "–", "district": district.name}
            said.warnings.append(sentence % words_)
        wanted = words.get(Meaning.REGION, "")
        if region and wanted and normal(wanted) != normal(region.name):
            sentence = _("lokalpolisområde %(unit)s ligger i polisregion %(region)s, men filen säger %(told)s.")
            said.reasons.append(sentence % {"unit": said.unit.name, "region": region.name, "told": wanted[:60]})

    def _place(self, said: Said, feature: Feature) -> None:
        if said.shape is None:
            said.reasons.append(checks.missing(feature.kind))
            return
        found = checks.faults(said.shape)
        said.reasons += found
        if found:
            said.shape = None  # nothing can be reckoned with it
            return
        region = self._region(said)
        if region is not None:
            said.reasons += checks.outside_region(said.shape, region.key, region.name)
        code = municipality_of(said.shape)
        said.municipality_id = self.municipalities.get(code or "")
        if said.municipality_id is None:
            said.reasons.append(_("gränsen ligger inte i någon kommun."))

    def _region(self, said: Said) -> Any:
        if said.unit is None:
            return None
        above = self.register.organisation(said.year).above(said.unit)
        return next((unit for unit in above if unit.kind == UnitKind.REGION), None)


def _name(words: Mapping[str, str]) -> str:
    return "/".join(part.strip() for part in words.get(Meaning.NAME, "").split("/"))


def _plain(said: Said, words: Mapping[str, str]) -> None:
    """Read what needs nothing but its own words: the name, the category, the first day."""
    if not said.name:
        said.reasons.append(_("området har inget namn."))
    elif len(said.name) > LONGEST_NAME or starts_like_formula(said.name):
        said.reasons.append(_("namnet är längre än 120 tecken eller börjar som en formel."))
    category = words.get(Meaning.CATEGORY, "")
    said.category = CATEGORY_WORDS.get(" ".join(category.casefold().split()), "")
    if category and not said.category:
        said.reasons.append(_("kategorin ”%(value)s” är okänd.") % {"value": category[:60]})
    start = words.get(Meaning.VALID_FROM, "").replace("/", "-")[:10]
    try:
        said.since = day(start) if start else None
    except ValueError as why:
        said.reasons.append(_("gäller från: %(why)s") % {"why": why})
