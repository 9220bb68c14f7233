"""What stands in the way of a change, as parts of a sentence that begins "Du kan inte …:"."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from areas import consequences
from areas.changes.plans import Plan, unit_slug
from areas.changes.situation import Situation, is_place_for_lpo
from areas.enums import ChangeKind, ChangeState, UnitKind
from areas.models import AreaVersion, OrganisationChange, Unit, UnitName, UnitPlacement
from lagesbild import clock
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.language import joined
from lagesbild.ui.templatetags.ui import short_date

LAST_DAY = date(2999, 12, 31)


def refuse_problems(verb: str, problems: Iterable[str]) -> None:
    """Raise `ActionDenied` with all that stands in the way, when something does."""
    found = list(dict.fromkeys(problems))
    if found:
        raise ActionDenied(_("Du kan inte %(verb)s: %(why)s.") % {"verb": _(verb), "why": "; ".join(found)})


def problems_of(plan: Plan, day: date, *, but: OrganisationChange | None = None, by_the_clock: bool = False) -> list[str]:
    """Return all that stands in the way of the plan on `day`; `but` is the change that it belongs to already.

    `by_the_clock`: it was approved before its day. Then it takes effect even if the clock stood still and a round was opened meanwhile.
    """
    there = Situation(plan, day)
    gone = list(_units_that_are_not_there(there))
    if gone:
        return gone  # nothing else can be said about them
    of_kind = {ChangeKind.RENAME: _rename, ChangeKind.MOVE: _move, ChangeKind.MERGE: _merge, ChangeKind.SPLIT: _split}
    return [*of_kind[plan.kind](there), *_too_early(there), *(() if by_the_clock else _too_late(day)), *_other_changes(plan, but)]


def _units_that_are_not_there(there: Situation) -> Iterator[str]:
    if not there.plan.units or len(set(there.plan.units)) != len(there.plan.units):
        yield _("välj vilka lokalpolisområden det gäller")
    for unit_id in there.plan.units:
        unit = there.units.get(unit_id)
        if unit is None or unit.kind != UnitKind.LPO or unit_id not in there.names or unit_id not in there.placements:
            yield _("ett av lokalpolisområdena finns inte den %(day)s") % {"day": short_date(there.day)}
        elif unit.valid_to is not None:
            yield _("%(unit)s upphör den %(day)s") % {"unit": there.label(unit_id), "day": short_date(unit.valid_to)}


def _rename(there: Situation) -> Iterator[str]:
    if there.plan.name == there.names[there.plan.units[0]].name:
        yield _("%(unit)s heter redan så") % {"unit": there.label(there.plan.units[0])}
    yield from _names(there, [there.plan.name])


def _move(there: Situation) -> Iterator[str]:
    if there.plan.parent == there.placements[there.plan.units[0]].parent_id:
        yield _("%(unit)s hör redan dit") % {"unit": there.label(there.plan.units[0])}
    yield from _place(there)


def _merge(there: Situation) -> Iterator[str]:
    plan = there.plan
    if len(plan.units) < 2:  # two make one
        yield _("minst två lokalpolisområden slås ihop")
    if plan.into is None:
        yield from _names(there, [plan.name])
        yield from _codes(there, [plan.code])
        yield from _place(there)
    elif plan.into not in plan.units:
        yield _("det lokalpolisområde som fortsätter är inte ett av dem som slås ihop")
    elif plan.name and plan.name != there.names[plan.into].name:
        yield from _names(there, [plan.name])


def _split(there: Situation) -> Iterator[str]:
    plan = there.plan
    numbers = range(len(plan.parts))
    if len(plan.parts) < 2:  # one part is no split
        yield _("ett lokalpolisområde delas i minst två")
    yield from _names(there, [part.name for part in plan.parts])
    yield from _codes(there, [part.code for part in plan.parts])
    if plan.main not in numbers or any(part not in numbers for parts in plan.accounts.values() for part in parts):
        yield _("en del som inte finns är vald")
    without = [row.name for row in there.areas if plan.areas.get(row.area_id) not in numbers]
    if without:
        yield _("välj vilken del som får %(areas)s") % {"areas": joined(without)}
    if not all(plan.parts_of(member.user_id) for member in there.members):
        yield _("varje konto behöver höra till minst en del")


def _names(there: Situation, names: list[str]) -> Iterator[str]:
    """A name is written, and no other local police area has it, or its form in addresses, on the day or later."""
    slugs = Counter(unit_slug(name) for name in names)
    taken = UnitName.objects.filter(unit__kind=UnitKind.LPO, slug__in=slugs).exclude(valid_to__lt=there.day)
    others = set(taken.exclude(unit__in=[*there.plan.ends, *there.plan.units]).values_list("slug", flat=True))
    for name in names:
        if not name.strip():
            yield _("skriv vad det nya lokalpolisområdet ska heta")
        elif not unit_slug(name):
            yield _("namnet %(name)s behöver minst en bokstav") % {"name": name}
        elif slugs[unit_slug(name)] > 1 or unit_slug(name) in others:
            yield _("namnet %(name)s finns redan") % {"name": name}


def _codes(there: Situation, codes: list[str]) -> Iterator[str]:
    """The police's code of a unit is its own: no two that are there on the day or later have the same."""
    given = Counter(filter(None, codes))
    there_then = Unit.objects.filter(kind=UnitKind.LPO, code__in=given).exclude(valid_to__lt=there.day)
    taken = set(there_then.exclude(pk__in=there.plan.ends).values_list("code", flat=True))
    for code, number in given.items():
        if number > 1 or code in taken:
            yield _("koden %(code)s har ett annat lokalpolisområde") % {"code": code}


def _place(there: Situation) -> Iterator[str]:
    if not is_place_for_lpo(there.units.get(there.plan.parent or 0)):
        yield _("välj ett polisområde eller en polisregion som finns den dagen")


def _too_early(there: Situation) -> Iterator[str]:
    """What ends has to have begun before, and nothing about it may begin later."""
    plan, day = there.plan, there.day
    for unit_id in plan.units:
        first = max(_begun(there, unit_id))
        if first >= day:
            words = {"unit": there.label(unit_id), "day": short_date(first)}
            yield _("%(unit)s är sådant det är sedan den %(day)s, och ändringen måste gälla från en senare dag") % words
    for version in AreaVersion.objects.filter(unit__in=plan.ends, valid_from__gt=day).order_by("name"):
        words = {"area": version.name, "day": short_date(version.valid_from)}
        yield _("området %(area)s är sådant det är från den %(day)s, och ändringen måste gälla från den dagen eller senare") % words


def _begun(there: Situation, unit_id: int) -> list[date]:
    """Return the first days of the last rows that the change would end."""
    names, places = UnitName.objects.filter(unit=unit_id), UnitPlacement.objects.filter(unit=unit_id)
    found = [there.units[unit_id].valid_from]
    if there.plan.kind != ChangeKind.MOVE:
        found += names.values_list("valid_from", flat=True)
    if there.plan.kind != ChangeKind.RENAME:
        found += places.values_list("valid_from", flat=True)
    return found


def _too_late(day: date) -> Iterator[str]:
    """A day that has passed is possible as long as no round stands on the organisation as it was from then on."""
    if day > LAST_DAY:
        yield _("dagen ligger för långt fram")
    if day < clock.today():
        for name in consequences.rounds_opened(day)[:1]:
            words = {"day": short_date(day), "round": name}
            yield _("den %(day)s har varit, och %(round)s har öppnats på organisationen som den var") % words


def _other_changes(plan: Plan, but: OrganisationChange | None) -> Iterator[str]:
    rows = OrganisationChange.objects.filter(units__in=plan.units, state__in=ChangeState.waiting()).distinct()
    for other in rows if but is None else rows.exclude(pk=but.pk):
        words = {"other": other.title, "day": short_date(other.effective_on)}
        yield _("en annan ändring väntar: %(other)s den %(day)s. Avbryt den eller låt den genomföras först") % words


def changed_since(change: OrganisationChange, there: Situation) -> Iterator[str]:
    """Yield a sentence for each unit that is not as it was when the change was planned."""
    now = there.basis()
    for unit_id, stood in change.basis.items():
        if now.get(unit_id) != stood:
            name = there.label(int(unit_id)) or Unit.objects.filter(pk=unit_id).values_list("key", flat=True).first() or unit_id
            yield _("%(unit)s har ändrats sedan ändringen planerades. Avbryt den och planera den på nytt") % {"unit": name}


def problems_since(change: OrganisationChange) -> list[str]:
    """Return all that stands in the way of a change that waits: first whether anything is not as it was when it was planned."""
    plan = Plan.of(change.plan)
    changed = list(changed_since(change, Situation(plan, change.effective_on)))
    return changed or problems_of(plan, change.effective_on, but=change, by_the_clock=change.state == ChangeState.APPROVED)
