"""What reading in a file of boundaries would do, feature by feature: nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.enums import Outcome
from areas.geo import checks
from areas.geo.columns import Mapped
from areas.geo.difference import km2
from areas.geo.reading import Layer
from areas.importers.cells import normal
from areas.importers.outcome import Change, Result, Row
from areas.models import AreaVersion, Boundary, Unit
from assessments.enums import Category
from assessments.importers.geodata.matching import Places, match
from assessments.importers.geodata.reading import Reader, Said
from assessments.importers.register import Register


@dataclass(frozen=True, slots=True)
class BoundaryStep:
    """A boundary to write: from when to when, and what must give way: `ended` gets a new last day, `begun` a new first day."""

    valid_from: date
    valid_to: date | None
    ended: Boundary | None = None
    begun: Boundary | None = None


@dataclass
class Planned:
    """One feature, the area that it is (none: a new one), and what would change."""

    said: Said
    area_id: int | None = None
    version: AreaVersion | None = None
    before: BaseGeometry | None = None
    values: dict[str, Any] = field(default_factory=dict)  # of a new version: what is different
    decide: bool = False  # the list of the year gets this area
    step: BoundaryStep | None = None
    told: list[Change] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.said.reasons:
            return Outcome.REFUSED
        if self.area_id is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.values or self.decide or self.step else Outcome.UNCHANGED

    @property
    def row(self) -> Row:
        """As the pages of imports show a row."""
        said = self.said
        reasons = tuple(f"{reason[:1].upper()}{reason[1:]}" for reason in said.reasons)
        warnings = " ".join(f"{words[:1].upper()}{words[1:]}" for words in said.warnings)
        return Row(said.number, self.outcome, said.name, reasons, () if reasons else tuple(self.told), warnings)


@dataclass(frozen=True, slots=True)
class Plan:
    """All features of a file, in its order."""

    year: int
    features: tuple[Planned, ...]

    @property
    def result(self) -> Result:
        return Result(tuple(planned.row for planned in self.features))


class Planner:
    """Holds a file against the register. The same file and register always give the same plan."""

    def __init__(self, mapped: Mapped, year: int) -> None:
        self.year, self.register, self.places = year, Register(), Places()
        self.reader = Reader(mapped, year, self.register)

    def plan(self, layer: Layer) -> Plan:
        """Return what reading in `layer` would do."""
        features = [Planned(self.reader.read(feature)) for feature in layer.features]
        for planned in features:
            self._match(planned)
        _refuse_doubles(features)
        _tell_overlaps(features)
        self._tell_neighbours(features)
        for planned in features:
            if not planned.said.reasons:
                self._changes(planned)
        return Plan(self.year, tuple(features))

    def _match(self, planned: Planned) -> None:
        said = planned.said
        planned.area_id = match(said, self.register, self.places)
        if planned.area_id is None:
            if said.removed is not None:
                said.reasons.append(_("inget område med det namnet eller på den platsen har stått på en lista."))
            return
        versions = self.register.by_area[planned.area_id]
        planned.version = next((version for version in versions if version.holds_on(said.day)), None)
        boundary = self.places.on(planned.area_id, said.day)
        planned.before = self.places.shapes[boundary.pk] if boundary else None

    def _tell_neighbours(self, features: Sequence[Planned]) -> None:
        """Tell where a feature covers an area of the register that is not in the file."""
        ours = {planned.area_id for planned in features}
        for planned in features:
            if planned.said.shape is None or planned.said.reasons:
                continue
            others = [pair for pair in self.places.holding(planned.said.day).items() if pair[0] not in ours]
            for overlap in checks.overlaps([planned.said.shape, *(shape for _id, shape in others)]):
                if overlap.first == 0:
                    planned.said.warnings.append(overlap.told(self._name(others[overlap.second - 1][0], planned.said.day)))

    def _name(self, area_id: int, day: date) -> str:
        versions = self.register.by_area[area_id]
        return next((version for version in versions if version.holds_on(day)), versions[-1]).name

    def _changes(self, planned: Planned) -> None:
        if planned.said.removed is None:
            self._name_and_unit(planned)
            self._category(planned)
        if not planned.said.reasons:
            self._boundary(planned)

    def _name_and_unit(self, planned: Planned) -> None:
        said, version = planned.said, planned.version
        if planned.area_id is None:
            planned.told.append(Change(_("område"), "", said.name))
            return
        if version is None:
            sentence = _("området finns i registret, men inte %(year)s. Läs in områdets version för det året först.")
            said.reasons.append(sentence % {"year": said.year})
            return
        if normal(version.name) != normal(said.name):
            planned.values["name"] = said.name
            planned.told.append(Change(_("namn"), version.name, said.name))
        if version.unit_id != said.unit.pk:
            planned.values["unit_id"] = said.unit.pk
            planned.told.append(Change(_("lokalpolisområde"), self._unit_name(version, said), said.unit.name))
        first = date(said.year, 1, 1)
        if planned.values and (version.valid_to is not None or version.valid_from >= first):
            sentence = _("registret säger %(column)s %(before)s för %(year)s, filen säger %(after)s. Registret gäller.")
            for told in planned.told:
                words = {"column": told.column, "before": told.before, "year": said.year, "after": told.after}
                said.warnings.append(sentence % words)
            planned.values, planned.told = {}, []

    def _unit_name(self, version: AreaVersion, said: Said) -> str:
        unit = self.register.organisation(said.year).units.get(version.unit_id)
        return unit.name if unit is not None else Unit.objects.get(pk=version.unit_id).key

    def _category(self, planned: Planned) -> None:
        """Hold the category against the list of the year; an area that is not on a published list yet is put there."""
        said, round_ = planned.said, self.register.rounds.get(planned.said.year)
        if not said.category:
            return
        found = self.register.decisions.get((round_.pk, planned.area_id)) if round_ is not None and planned.area_id is not None else None
        if round_ is not None and not round_.is_historic:  # what is decided in it is not told to who reads in files
            said.warnings.append(_("%(year)s är en egen omgång i systemet. Kategorin läses inte in.") % {"year": said.year})
        elif found is not None and found.category != said.category:
            sentence = _("filen säger %(after)s, men beslutet %(year)s är %(before)s, och ett beslut ändras aldrig.")
            before, after = Category(found.category).label, Category(said.category).label
            said.reasons.append(sentence % {"after": after, "year": said.year, "before": before})
        elif found is None:
            planned.decide = True
            planned.told.append(Change(_("kategori %(year)s") % {"year": said.year}, "", str(Category(said.category).label)))

    def _boundary(self, planned: Planned) -> None:
        said = planned.said
        assert said.shape is not None  # it would have been refused
        first = date(said.year, 1, 1)
        since = said.since if said.since is not None and said.since < first else first
        if planned.area_id is None:
            planned.step = BoundaryStep(since, None)
        elif planned.before is None:
            planned.step = _in_the_gap(self.places.rows[planned.area_id], since, said.day)
        elif not checks.same_place(planned.before, said.shape):
            self._moved(planned, since)
        if planned.step is not None:
            planned.told.append(_surface(planned.before, said.shape))

    def _moved(self, planned: Planned, since: date) -> None:
        """Let the boundary of the file hold from the first day of its year; what an earlier or later file knows for its own year stays."""
        said, first = planned.said, date(planned.said.year, 1, 1)
        row = self.places.on(planned.area_id or 0, said.day)
        assert row is not None  # there is a polygon of it
        known = known_since(row)
        if row.batch is None and known >= first:
            said.reasons.append(_("området har en gräns som är ritad i en omgång och gäller från %(day)s.") % {"day": row.valid_from})
        elif known == first:
            sentence = _("registret har redan en annan gräns för området från %(day)s. Ångra den inläsningen först.")
            said.reasons.append(sentence % {"day": row.valid_from})
        elif known < first:
            planned.step = BoundaryStep(first, row.valid_to, ended=row)
        else:
            planned.step = BoundaryStep(max(since, row.valid_from), known - timedelta(days=1), begun=row)


def known_since(row: Boundary) -> date:
    """Return the day from which a boundary is known for certain: the first of its file's year, not the day that the file says it began."""
    year = row.batch.options.get("year") if row.batch is not None else None
    return max(row.valid_from, date(year, 1, 1)) if year else row.valid_from


def _in_the_gap(rows: Sequence[Boundary], since: date, day: date) -> BoundaryStep:
    """Return the step of a boundary for a day on which none holds: not before the one before ends, until the next begins."""
    earlier = [row.valid_to for row in rows if row.valid_to is not None and row.valid_to < day]
    later = [row.valid_from for row in rows if row.valid_from > day]
    start = max([since, *(last + timedelta(days=1) for last in earlier)])
    return BoundaryStep(start, min(later) - timedelta(days=1) if later else None)


def _surface(before: BaseGeometry | None, after: BaseGeometry) -> Change:
    if before is None:
        return Change(_("gräns"), "", _("%(km2)s km²") % {"km2": km2(after.area)})
    gained, lost = checks.gained_and_lost(before, after)
    words = _("%(km2)s km² (%(gained)s km² till, %(lost)s km² bort)")
    return Change(_("gräns"), f"{km2(before.area)} km²", words % {"km2": km2(after.area), "gained": km2(gained), "lost": km2(lost)})


def _refuse_doubles(features: Iterable[Planned]) -> None:
    """Refuse an area that an earlier feature is already, by identity, by name and place, or by the very same boundary."""
    seen: dict[object, Planned] = {}
    for planned in features:
        said = planned.said
        keys: list[object] = [planned.area_id] if planned.area_id is not None else []
        if said.name and said.municipality_id is not None:
            keys.append((normal(said.name), said.municipality_id))
        if said.shape is not None:
            keys.append(shapely.normalize(said.shape).wkb)
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            sentence = _("samma område finns redan på rad %(row)s, %(name)s.")
            said.reasons.append(sentence % {"row": first.said.number, "name": first.said.name})
        for key in keys:
            seen.setdefault(key, planned)


def _tell_overlaps(features: Sequence[Planned]) -> None:
    """Tell of areas that cover each other; refuse both when it is more than drawing along the same street."""
    sound = [planned for planned in features if planned.said.shape is not None]
    for overlap in checks.overlaps([planned.said.shape for planned in sound]):
        one, other = sound[overlap.first].said, sound[overlap.second].said
        for said, name in ((one, other.name), (other, one.name)):
            (said.reasons if overlap.refuses else said.warnings).append(overlap.told(name))
