"""Turns a person's grants into plain ids: who may what, for which units, counting everything below a unit.

`settings.ACCESS_GRANTS` names `grants_of`. Two queries for a person whose grants stand on local police areas or on the nation.
"""

from collections import defaultdict

from areas.enums import UnitKind
from areas.models import Unit, UnitGroupGrant, UnitPlacement, UnitUserGrant
from lagesbild import clock
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.access.scope import ALL, Grants, RoleAt, Units


def grants_of(user_id: int) -> Grants:
    """Return everything `user_id` was granted.

    A grant on the nation becomes `ALL`; one on a region or district reaches what is below it today.
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
    if any(kind in {UnitKind.REGION, UnitKind.DISTRICT} for _, _, kind in rows):
        ids = {codename: below(unit_ids) for codename, unit_ids in ids.items()}
    units: dict[str, Units] = {codename: frozenset(unit_ids) for codename, unit_ids in ids.items()}
    units |= dict.fromkeys(national, ALL)
    return Grants(units=units, roles=_roles_of(user_id))


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


def _roles_of(user_id: int) -> tuple[RoleAt, ...]:
    roles = list(RoleGroup.objects.filter(group__user=user_id).order_by("pk").values_list("role", "unit_id"))
    units = {unit.pk: unit for unit in Unit.objects.named(clock.today()).filter(pk__in=[unit_id for _, unit_id in roles])}
    return tuple(
        RoleAt(
            role=role,
            role_label=str(Role(role).label),
            unit_id=unit_id,
            unit_name=unit_label(units[unit_id]),
            is_national=units[unit_id].kind == UnitKind.NATIONAL,
        )
        for role, unit_id in roles
    )


def unit_label(unit: Unit) -> str:
    """Return the unit as people write it: "LPO Botkyrka", "Noa", "region Stockholm". `unit` comes from `Unit.objects.named`."""
    if unit.kind == UnitKind.LPO:
        return f"LPO {unit.name}"
    if unit.kind == UnitKind.NATIONAL:
        return "Noa"
    return f"{unit.get_kind_display()} {unit.name}"
