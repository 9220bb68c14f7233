"""Turns a person's grants into plain ids: who may what, for which units, counting everything below a unit.

`settings.ACCESS_REGISTER` names this module (`lagesbild.access.scope.Register`). The grants of a person are one query, the roles two.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from areas.enums import UnitKind
from areas.models import NamedUnit, Unit, UnitGroupGrant, UnitPlacement, UnitUserGrant
from lagesbild import clock
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.access.scope import ALL, RoleAt, Units
from lagesbild.ui.templatetags.ui import short_date


def units_of(user_id: int) -> dict[str, Units]:
    """Return everything `user_id` was granted.

    A grant on the nation becomes `ALL`; any other reaches what is below its unit today: also a unit that is no more, which stands below the
    one that goes on with what was begun there.
    """
    columns = ("permission__codename", "content_object_id", "content_object__kind")
    rows = list(
        UnitGroupGrant.objects.filter(group__user=user_id)
        .values_list(*columns)
        .union(UnitUserGrant.objects.filter(user=user_id).values_list(*columns))
    )
    ids: dict[str, set[int]] = defaultdict(set)
    national: set[str] = set()
    for codename, unit_id, kind in rows:
        if kind == UnitKind.NATIONAL:
            national.add(codename)
        else:
            ids[codename].add(unit_id)
    if ids:
        ids = {codename: below(unit_ids) for codename, unit_ids in ids.items()}
    units: dict[str, Units] = {codename: frozenset(unit_ids) for codename, unit_ids in ids.items()}
    units |= dict.fromkeys(national, ALL)
    return units


def below(unit_ids: set[int]) -> set[int]:
    """Return `unit_ids` and every unit that stands below one of them today."""
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in UnitPlacement.objects.as_of(clock.today()).values_list("unit_id", "parent_id"):
        children[parent].append(child)
    found, waiting = set(unit_ids), list(unit_ids)
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def roles_of(user_ids: Iterable[int]) -> dict[int, tuple[RoleAt, ...]]:
    """Return the roles of each of these people, in the order they stand in the register. Two queries, however many people."""
    columns = ("group__user", "role", "unit_id")
    rows = list(RoleGroup.objects.filter(group__user__in=list(user_ids)).order_by("pk").values_list(*columns))
    units = {unit.pk: unit for unit in Unit.objects.labelled(clock.today()).filter(pk__in={unit_id for _, _, unit_id in rows})}
    found: dict[int, list[RoleAt]] = defaultdict(list)
    for user_id, role, unit_id in rows:
        unit = units[unit_id]
        national = unit.kind == UnitKind.NATIONAL
        found[user_id].append(RoleAt(role, str(Role(role).label), unit_id, unit_label(unit), is_national=national))
    return {user_id: tuple(roles) for user_id, roles in found.items()}


def unit_label(unit: NamedUnit) -> str:
    """Return the unit as people write it: "LPO Botkyrka", "Noa", "region Stockholm". `unit` comes from `Unit.objects.named`.

    From `Unit.objects.labelled` also a unit that is no more has words: "LPO Rinkeby (till 31 december 2020)".
    """
    name = unit.name or getattr(unit, "last_name", None)
    if name is None:  # it is no more, and has no name on the day
        return unit.key
    if unit.kind == UnitKind.NATIONAL:
        return "Noa"
    label = f"LPO {name}" if unit.kind == UnitKind.LPO else f"{unit.get_kind_display()} {name}"
    return label if unit.name else _("%(unit)s (till %(day)s)") % {"unit": label, "day": short_date(unit.valid_to)}
