"""What stands there on the day of a change: the units with the rows that hold then, their areas, and who has a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from areas.changes.plans import Plan
from areas.enums import ChangeKind, UnitKind
from areas.grants import unit_label
from areas.models import AreaVersion, NamedUnit, UnitName, UnitPlacement
from areas.queries.units import units_on
from lagesbild.access.models import RoleGroup


@dataclass(frozen=True, slots=True)
class Member:
    """A role of an account at a unit."""

    user_id: int
    account: str
    is_active: bool
    role: str
    unit_id: int


class Situation:
    """Asked once for one plan and one day; each part is read when it is first asked for."""

    def __init__(self, plan: Plan, day: date) -> None:
        self.plan, self.day = plan, day

    @cached_property
    def units(self) -> dict[int, NamedUnit]:
        return units_on(self.day)

    @cached_property
    def names(self) -> dict[int, UnitName]:
        """The name of each unit of the plan that holds on the day."""
        return {row.unit_id: row for row in UnitName.objects.filter(unit__in=self.plan.units).as_of(self.day)}

    @cached_property
    def placements(self) -> dict[int, UnitPlacement]:
        return {row.unit_id: row for row in UnitPlacement.objects.filter(unit__in=self.plan.units).as_of(self.day)}

    @cached_property
    def areas(self) -> list[AreaVersion]:
        """The areas of the units that end, as they are on the day, by name."""
        rows = AreaVersion.objects.filter(unit__in=self.plan.ends).as_of(self.day)
        return list(rows.select_related("area", "municipality").order_by("name", "pk"))

    @cached_property
    def members(self) -> list[Member]:
        """The roles at the units that end."""
        return members_of(self.plan.ends)

    def label(self, unit_id: int) -> str:
        """Return a unit as it is called the day before the change can have touched it: "LPO Rinkeby"."""
        unit = self.units.get(unit_id)
        return unit_label(unit) if unit else ""

    @property
    def successors(self) -> list[str]:
        """Return what the units are called that take over, in the order of the plan's parts. Empty where nothing ends."""
        plan = self.plan
        if plan.kind == ChangeKind.SPLIT:
            return [f"LPO {part.name}" for part in plan.parts]
        if plan.kind == ChangeKind.MERGE:
            return [f"LPO {plan.name}" if plan.name or plan.into is None else self.label(plan.into)]
        return []

    def basis(self) -> dict[str, Any]:
        """Return what must stand there still when the change takes effect: for each unit its end, its name and its place."""
        return {
            str(unit_id): [
                str(self.units[unit_id].valid_to) if unit_id in self.units else "",
                self.names[unit_id].pk if unit_id in self.names else None,
                self.placements[unit_id].pk if unit_id in self.placements else None,
            ]
            for unit_id in self.plan.units
        }


def members_of(unit_ids: Iterable[int]) -> list[Member]:
    """Return every role of every account at these units, by account."""
    rows = RoleGroup.objects.filter(unit__in=list(unit_ids), group__user__isnull=False).order_by("group__user__username", "pk")
    columns = ("group__user", "group__user__username", "group__user__is_active", "role", "unit_id")
    return [Member(*row) for row in rows.values_list(*columns)]


def is_place_for_lpo(unit: NamedUnit | None) -> bool:
    """Answer whether a local police area can stand directly below the unit."""
    return unit is not None and unit.kind in {UnitKind.REGION, UnitKind.DISTRICT} and unit.valid_to is None
