"""What a change moves, in words, as it is kept with the change: areas, accounts with their roles, open local pictures, grants."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from areas import consequences
from areas.changes.plans import Plan
from areas.changes.situation import Member, Situation, members_of
from areas.consequences import Moved
from areas.enums import ChangeKind
from areas.models import NamedUnit, UnitUserGrant
from areas.queries.units import chain
from lagesbild.access.roles import Role
from lagesbild.ui.language import joined

KEPT = "sv"  # what is stored is Swedish, whatever language the page is in


def title_of(there: Situation) -> str:
    """Return what the change does, in one line: "LPO Rinkeby byter namn till LPO Järva"."""
    plan = there.plan
    names = [there.label(unit_id) for unit_id in plan.units]
    with override(KEPT):
        if plan.kind == ChangeKind.RENAME:
            return _("%(unit)s byter namn till LPO %(name)s") % {"unit": names[0], "name": plan.name}
        if plan.kind == ChangeKind.MOVE:
            return _("%(unit)s flyttas till %(place)s") % {"unit": names[0], "place": there.label(plan.parent or 0)}
        if plan.kind == ChangeKind.MERGE:
            return (_("%(units)s blir %(name)s") % {"units": joined(names), "name": there.successors[0]})[:300]
        return (_("%(unit)s delas i %(parts)s") % {"unit": names[0], "parts": joined(there.successors)})[:300]


def preview_of(plan: Plan, day: date) -> dict[str, Any]:
    """Return what the plan would move on `day`, as things stand now. The plan has no problems."""
    there = Situation(plan, day)
    with override(KEPT):
        said = consequences.said(plan.kind, dict(_moved(there)), day)
        return {
            "units": list(_units(there)),
            "areas": [_area(there, row.name, row.municipality.name, row.unit_id, row.area_id) for row in there.areas],
            "accounts": [_account(there, member) for member in there.members],
            "pictures": list(said.pictures),
            "grants": [*_reach(there), *_direct(there), *said.grants],
        }


def _moved(there: Situation) -> Iterator[tuple[int, Moved]]:
    for unit_id in there.plan.units:
        onto = there.successors[there.plan.main] if unit_id in there.plan.ends else ""
        yield unit_id, Moved(there.label(unit_id), onto)


def _units(there: Situation) -> Iterator[str]:
    plan, parent = there.plan, there.label(there.plan.parent or 0)
    for unit_id in plan.units:
        words = {"unit": there.label(unit_id), "name": plan.name, "place": parent, "new": joined(there.successors)}
        if plan.kind == ChangeKind.RENAME:
            yield _("%(unit)s heter LPO %(name)s. Områden, roller och lägesbilder står kvar.") % words
        elif plan.kind == ChangeKind.MOVE:
            yield _("%(unit)s hör till %(place)s. Områden, roller och lägesbilder följer med.") % words
        elif unit_id in plan.ends:
            yield _("%(unit)s upphör. %(new)s tar över.") % words
        else:
            yield _("%(unit)s fortsätter.") % words
    if plan.kind == ChangeKind.MERGE and plan.into is not None and plan.name:
        yield _("%(unit)s heter LPO %(name)s.") % {"unit": there.label(plan.into), "name": plan.name}
    if plan.kind == ChangeKind.MERGE and plan.into is None:
        yield _("LPO %(name)s är nytt och hör till %(place)s.") % {"name": plan.name, "place": parent}


def _area(there: Situation, name: str, municipality: str, unit_id: int, area_id: int) -> dict[str, str]:
    number = there.plan.areas[area_id] if there.plan.kind == ChangeKind.SPLIT else 0
    return {"name": name, "municipality": municipality, "from": there.label(unit_id), "to": there.successors[number]}


def _account(there: Situation, member: Member) -> dict[str, Any]:
    numbers = there.plan.parts_of(member.user_id) if there.plan.kind == ChangeKind.SPLIT else (0,)
    return {
        "account": member.account,
        "role": str(Role(member.role).label),
        "from": there.label(member.unit_id),
        "to": joined([there.successors[number] for number in numbers]),
        "is_closed": not member.is_active,
    }


def _reach(there: Situation) -> Iterator[str]:
    """Yield who loses and who gets what their role reaches because a unit stands elsewhere in the organisation."""
    plan = there.plan
    place = there.placements[plan.into].parent_id if plan.into is not None else plan.parent
    if place is None:
        return
    new = _above(there, there.units[place])
    for unit_id in plan.units:
        old = _above(there, there.units[unit_id])[1:]
        for member in members_of(set(old) ^ set(new)):
            loses = member.unit_id in old
            sentence = _("%(who)s når inte längre %(unit)s.") if loses else _("%(who)s når %(unit)s.")
            who = f"{member.account} ({Role(member.role).label}, {there.label(member.unit_id)})"
            yield sentence % {"who": who, "unit": there.label(unit_id)}


def _above(there: Situation, unit: NamedUnit) -> list[int]:
    return [unit.pk, *(row.pk for row in chain(unit, there.units))]


def _direct(there: Situation) -> Iterator[str]:
    """Grants that stand on a unit to one account. There should be none; they stay where they are."""
    rows = UnitUserGrant.objects.filter(content_object__in=there.plan.ends).order_by("user__username").distinct()
    for account, unit_id in rows.values_list("user__username", "content_object_id"):
        yield _("%(account)s har en behörighet direkt på %(unit)s. Den flyttas inte.") % {"account": account, "unit": there.label(unit_id)}
