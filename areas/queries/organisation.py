"""The organisation as it was on a day, one unit through time, and the changes that are planned or done."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from areas.enums import ChangeState, UnitKind
from areas.grants import unit_label
from areas.models import AreaVersion, NamedUnit, OrganisationChange, Unit, UnitName, UnitPlacement, UnitSuccession
from areas.queries.places import versions_on
from areas.queries.units import region_order, units_on
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.language import joined
from lagesbild.ui.swedish import swedish_key

TOLD_FOR = timedelta(days=14)


@dataclass(slots=True)
class Branch:
    """A unit with what stands directly below it. `areas` counts those of the unit and of everything below."""

    unit: NamedUnit
    label: str
    since: date | None = None  # the first day of its name
    areas: int = 0
    lpos: list["Branch"] = field(default_factory=list)
    districts: list["Branch"] = field(default_factory=list)

    @property
    def lpo_count(self) -> int:
        return len(self.lpos) + sum(len(district.lpos) for district in self.districts)


def tree_on(day: date, scope: Scope) -> list[Branch]:
    """Return the regions on `day` in the police's own order, with districts and local police areas by name. Three queries."""
    units = units_on(day)
    since = dict(UnitName.objects.as_of(day).values_list("unit_id", "valid_from"))
    own = Counter(AreaVersion.objects.visible_to(scope).as_of(day).values_list("unit_id", flat=True))
    branches = {pk: Branch(unit, unit_label(unit), since.get(pk), own[pk]) for pk, unit in units.items()}
    for branch in sorted(branches.values(), key=lambda branch: swedish_key(branch.unit.name)):
        above = branches.get(branch.unit.parent_unit_id or 0)
        if above is None:
            continue
        if branch.unit.kind == UnitKind.LPO:
            above.lpos.append(branch)
        elif branch.unit.kind == UnitKind.DISTRICT:
            above.districts.append(branch)
    regions = [branch for branch in branches.values() if branch.unit.kind == UnitKind.REGION]
    for region in regions:
        for district in region.districts:
            district.areas += sum(lpo.areas for lpo in district.lpos)
        region.areas += sum(below.areas for below in [*region.lpos, *region.districts])
    return sorted(regions, key=lambda region: region_order(region.unit.slug))


def areas_on(day: date, scope: Scope) -> list[tuple[AreaVersion, str]]:
    """Return the areas on `day` by name, each with its unit in words as it was called then. Two queries."""
    units = units_on(day)
    rows = sorted(versions_on(day).visible_to(scope), key=lambda row: (swedish_key(row.name), row.pk))
    return [(row, unit_label(units[row.unit_id]) if row.unit_id in units else row.unit.key) for row in rows]


def changes() -> QuerySet[OrganisationChange]:
    """Return every change that is planned or done, the latest day first; what was cancelled or taken back too."""
    return OrganisationChange.objects.select_related("planned_by", "approved_by").defer("plan", "basis", "preview", "journal")


@dataclass(frozen=True, slots=True)
class Known:
    """Something that sources tell, from before changes were planned here."""

    day: date
    words: str
    key: str


def known_before() -> list[Known]:
    """Return new names and successions that no change here has written, the latest first. Four queries."""
    here = OrganisationChange.objects.filter(state=ChangeState.IN_EFFECT)
    written = set(
        OrganisationChange.units.through.objects.filter(organisationchange__in=here).values_list(
            "unit_id", "organisationchange__effective_on"
        )
    )
    names = list(UnitName.objects.filter(unit__kind=UnitKind.LPO).select_related("unit").order_by("unit_id", "valid_from"))
    found = [
        Known(new.valid_from, _("LPO %(old)s bytte namn till LPO %(new)s") % {"old": old.name, "new": new.name}, new.unit.key)
        for old, new in pairwise(names)
        if old.unit_id == new.unit_id and (new.unit_id, new.valid_from) not in written
    ]
    last = {name.unit_id: name for name in names}
    after: dict[tuple[int, date], list[int]] = defaultdict(list)
    for row in UnitSuccession.objects.order_by("date", "pk"):
        if (row.before_id, row.date) not in written:
            after[row.before_id, row.date].append(row.after_id)
    for (before_id, day), successors in after.items():
        if before_id in last and all(pk in last for pk in successors):
            words = {"old": last[before_id].name, "new": joined(f"LPO {last[pk].name}" for pk in successors)}
            found.append(Known(day, _("LPO %(old)s övertogs av %(new)s") % words, last[before_id].unit.key))
    return sorted(found, key=lambda row: (row.day, row.words), reverse=True)


def next_change() -> OrganisationChange | None:
    """Return the change that is planned or approved, has not taken effect, and has the earliest day of those. One query."""
    return changes().filter(state__in=ChangeState.waiting()).order_by("effective_on", "pk").first()


def changes_to_tell(today: date) -> QuerySet[OrganisationChange]:
    """Return the changes that wait, and for two weeks those that are over."""
    recent = today - TOLD_FOR
    over = Q(cancelled_at__date__gte=recent) | Q(reversed_at__date__gte=recent)
    done = Q(state=ChangeState.IN_EFFECT, took_effect_at__date__gte=recent)
    waiting = Q(state__in=ChangeState.waiting())
    return changes().filter(waiting | over | done).order_by("effective_on", "pk")


def sees_what_moves(scope: Scope) -> bool:
    """Answer whether the person may see accounts, local pictures and grants that a change moves: who plans, and who approves."""
    return scope.can(Codename.IMPORT_DATA) or scope.can(Codename.LEAD)


@dataclass(frozen=True, slots=True)
class Span:
    """Something that held for a time."""

    words: str
    first: date
    last: date | None
    href_key: str = ""  # the key of the unit it is about
    carries_on: bool = False  # the unit is no more, and this one goes on with what was begun there


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit that another came from or became."""

    label: str
    key: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class ThroughTime:
    """One unit: its names, its places, what it came from and became, and its areas on the day asked for."""

    unit: NamedUnit
    label: str
    names: list[Span]
    places: list[Span]
    before: list[Succession]
    after: list[Succession]
    areas: list[AreaVersion]
    changes: list[OrganisationChange]


def through_time(unit: NamedUnit, day: date, scope: Scope) -> ThroughTime:
    """Return what there is to tell about a unit. `unit` comes from `Unit.objects.labelled`. Seven queries."""
    placements = list(UnitPlacement.objects.filter(unit=unit).order_by("-valid_from"))
    successions = list(UnitSuccession.objects.filter(Q(before=unit) | Q(after=unit)).order_by("date"))
    others = {row.parent_id for row in placements} | {pk for row in successions for pk in (row.before_id, row.after_id)}
    labels = _labels(others, day)
    return ThroughTime(
        unit=unit,
        label=unit_label(unit),
        names=[Span(row.name, row.valid_from, row.valid_to) for row in UnitName.objects.filter(unit=unit).order_by("-valid_from")],
        places=[_place(unit, row, labels) for row in placements],
        before=[_succession(labels, row.before_id, row) for row in successions if row.after_id == unit.pk],
        after=[_succession(labels, row.after_id, row) for row in successions if row.before_id == unit.pk],
        areas=sorted(versions_on(day).visible_to(scope).filter(unit=unit), key=lambda row: swedish_key(row.name)),
        changes=list(changes().filter(units=unit)),
    )


def _labels(unit_ids: Iterable[int], day: date) -> dict[int, tuple[str, str]]:
    return {unit.pk: (unit_label(unit), unit.key) for unit in Unit.objects.labelled(day).filter(pk__in=list(unit_ids))}


def _place(unit: Unit, row: UnitPlacement, labels: dict[int, tuple[str, str]]) -> Span:
    words, key = labels[row.parent_id]
    return Span(words, row.valid_from, row.valid_to, key, carries_on=unit.valid_to is not None and row.valid_from > unit.valid_to)


def _succession(labels: dict[int, tuple[str, str]], unit_id: int, row: UnitSuccession) -> Succession:
    label, key = labels[unit_id]
    return Succession(label, key, row.date, row.kind)


def written_by_changes(model: type[Model]) -> dict[int, dict[str, Any]]:
    """Return, for each row of `model` in which a change of the organisation that is in effect changed a value: the values it wrote."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    fields = {column.attname: column for column in model._meta.concrete_fields}
    rows = OrganisationChange.objects.filter(state=ChangeState.IN_EFFECT, journal__contains=[{"step": "changed"}])
    for journal in rows.order_by("took_effect_at", "pk").values_list("journal", flat=True):
        for step in journal:
            if step["step"] == "changed" and step["model"] == model._meta.label:
                column = fields[step["field"]]
                found[step["id"]][step["field"]] = column.to_python(step["now"])
    return dict(found)
