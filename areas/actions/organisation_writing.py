"""What a change of the organisation writes, each step noted in a journal, and how it is taken back. No acts: they have no person."""

from collections.abc import Iterable
from datetime import date, timedelta

from areas.actions.places import new_version
from areas.changes.plans import Plan, unit_slug
from areas.changes.situation import Situation
from areas.enums import ChangeKind, UnitKind
from areas.journal import Journal, Step, take_back_step
from areas.models import AreaVersion, RoleReview, Unit, UnitName, UnitPlacement, UnitSuccession
from lagesbild.access.actions import give_role, take_role
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User


class OrganisationJournal(Journal):
    """Notes the roles that are given too. `source` is what the rows say of where they come from."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source

    def member(self, user: User, role: Role, unit: Unit) -> None:
        """Give an account a role, unless it has it already."""
        if RoleGroup.objects.filter(role=role, unit=unit, group__user=user).exists():
            return
        is_new = not RoleGroup.objects.filter(role=role, unit=unit).exists()
        give_role(user, role=role, unit=unit, by=None)
        if is_new:
            self.steps.append({"step": "group", "id": RoleGroup.objects.get(role=role, unit=unit).pk})
        self.steps.append({"step": "role", "user": user.pk, "role": role.value, "unit": unit.pk})


def write_change(plan: Plan, day: date, *, source: str) -> tuple[list[Step], list[Unit]]:
    """Write all that the plan changes from `day` on. Return the journal, and the units that were made."""
    there, journal = Situation(plan, day), OrganisationJournal(source)
    units = Unit.objects.in_bulk(plan.units)
    made: list[Unit] = []
    if plan.kind == ChangeKind.RENAME:
        _rename(journal, there, units[plan.units[0]])
    elif plan.kind == ChangeKind.MOVE:
        _place(journal, there, units[plan.units[0]], plan.parent)
    elif plan.kind == ChangeKind.MERGE:
        made = _merge(journal, there, units)
    else:
        made = _split(journal, there, units[plan.units[0]])
    return journal.steps, made


def _rename(journal: OrganisationJournal, there: Situation, unit: Unit) -> None:
    name = there.plan.name
    journal.change(there.names[unit.pk], "valid_to", _eve(there.day))
    journal.make(UnitName, unit=unit, name=name, slug=unit_slug(name), valid_from=there.day, source=journal.source)


def _place(journal: OrganisationJournal, there: Situation, unit: Unit, parent_id: int | None) -> None:
    journal.change(there.placements[unit.pk], "valid_to", _eve(there.day))
    journal.make(UnitPlacement, unit=unit, parent_id=parent_id, valid_from=there.day)


def _merge(journal: OrganisationJournal, there: Situation, units: dict[int, Unit]) -> list[Unit]:
    plan, made = there.plan, []
    if plan.into is None:
        made = [_new_unit(journal, there, plan.name, plan.code, plan.parent)]
        after = made[0]
    else:
        after = units[plan.into]
        if plan.name and plan.name != there.names[after.pk].name:
            _rename(journal, there, after)
    for unit_id in plan.ends:
        _end(journal, there, units[unit_id], [after], main=after)
    for version in there.areas:
        _move_area(journal, version, after, there.day)
    for member in there.members:
        journal.member(User.objects.get(pk=member.user_id), Role(member.role), after)
    return made


def _split(journal: OrganisationJournal, there: Situation, unit: Unit) -> list[Unit]:
    plan = there.plan
    parent_id = there.placements[unit.pk].parent_id
    parts = [_new_unit(journal, there, part.name, part.code, parent_id) for part in plan.parts]
    _end(journal, there, unit, parts, main=parts[plan.main])
    for version in there.areas:
        _move_area(journal, version, parts[plan.areas[version.area_id]], there.day)
    for member in there.members:
        for number in plan.parts_of(member.user_id):
            journal.member(User.objects.get(pk=member.user_id), Role(member.role), parts[number])
    return parts


def _new_unit(journal: OrganisationJournal, there: Situation, name: str, code: str, parent_id: int | None) -> Unit:
    slug = unit_slug(name)
    keys = [f"lpo-{slug[:50]}", *(f"lpo-{slug[:50]}-{number}" for number in range(2, 1000))]
    taken = set(Unit.objects.filter(key__startswith=keys[0]).values_list("key", flat=True))
    key = next(key for key in keys if key not in taken)
    unit: Unit = journal.make(Unit, kind=UnitKind.LPO, key=key, code=code, valid_from=there.day, source=journal.source)
    journal.make(UnitName, unit=unit, name=name, slug=slug, valid_from=there.day, source=journal.source)
    journal.make(UnitPlacement, unit=unit, parent_id=parent_id, valid_from=there.day)
    return unit


def _end(journal: OrganisationJournal, there: Situation, unit: Unit, after: list[Unit], *, main: Unit) -> None:
    """End a unit the day before. From the day on it stands below the unit that goes on with what is begun there.

    So whoever has a grant on the successor, or above it, reaches what was written at the unit, now and for ever (`areas.grants.below`
    and `my_units` in the database follow placements). It is on no list of units any more.
    """
    journal.change(unit, "valid_to", _eve(there.day))
    journal.change(there.names[unit.pk], "valid_to", _eve(there.day))
    _place(journal, there, unit, main.pk)
    for one in after:
        kind = "split" if there.plan.kind == ChangeKind.SPLIT else "merged"
        journal.make(UnitSuccession, before=unit, after=one, date=there.day, kind=kind, source=journal.source)


def _move_area(journal: OrganisationJournal, version: AreaVersion, unit: Unit, day: date) -> None:
    if version.valid_from == day:  # it has not begun before the change: there is no day that the old unit held on
        was, version.unit = version.unit_id, unit
        version.save(update_fields=["unit"])
        journal.changed(version, "unit_id", was)
        return
    ends = version.valid_to
    after = new_version(version, valid_from=day, source=version.source, unit_id=unit.pk, note=journal.source)
    journal.changed(version, "valid_to", ends)
    if ends is not None:
        after.valid_to = ends
        after.save(update_fields=["valid_to"])
    journal.add(after)


def take_back(steps: Iterable[Step]) -> None:
    """Undo what a journal says, the last first. `areas.changes.undoing` has seen that nothing else stands on it."""
    for step in reversed(list(steps)):
        if step["step"] == "role":
            unit = Unit.objects.get(pk=step["unit"])
            take_role(User.objects.get(pk=step["user"]), role=Role(step["role"]), unit=unit, by=None)
        elif step["step"] == "group":
            _unmake_group(step["id"])
        else:
            take_back_step(step)


def _unmake_group(pk: int) -> None:
    """Remove the group of a role that the change made, unless somebody else is in it or it was reviewed since."""
    row = RoleGroup.objects.filter(pk=pk).select_related("group").first()
    if row and not row.group.user_set.exists() and not RoleReview.objects.filter(role_group=row).exists():
        row.group.delete()


def _eve(day: date) -> date:
    return day - timedelta(days=1)
