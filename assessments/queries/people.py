"""People in words: the role and the unit, never a name."""

from collections.abc import Iterable

from areas.grants import unit_label
from areas.models import Unit
from lagesbild import clock
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role


def role_lines(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Return, by user id, the first role as people write it: "Handläggare, LPO Botkyrka". Two queries, however many there are."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    rows = list(RoleGroup.objects.filter(group__user__in=wanted).order_by("-pk").values_list("group__user", "role", "unit_id"))
    units = {unit.pk: unit for unit in Unit.objects.labelled(clock.today()).filter(pk__in={unit_id for _, _, unit_id in rows})}
    return {user_id: f"{Role(role).label}, {unit_label(units[unit_id])}" for user_id, role, unit_id in rows}
