"""Changes of the organisation, brought to where a test wants them by the real actions."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from areas.actions import organisation
from areas.changes.plans import Part, Plan
from areas.enums import ChangeKind
from areas.models import AreaVersion, OrganisationChange, Unit, UnitSuccession
from lagesbild import clock
from tests.factories import files, people, places

DAY = date(2030, 1, 1)
WHY = "Beslut A100.1/2029"


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let it be noon of a day."""
    with clock.at(datetime.combine(day, time(12), tzinfo=UTC)):
        yield


def rename(unit: Unit, name: str = "Järva") -> Plan:
    return Plan(ChangeKind.RENAME, (unit.pk,), name=name)


def move(unit: Unit, parent: Unit | None = None) -> Plan:
    return Plan(ChangeKind.MOVE, (unit.pk,), parent=(parent or places.make_region("Syd")).pk)


def merge(*units: Unit, name: str = "Järva", into: Unit | None = None, parent: Unit | None = None) -> Plan:
    """Merge units into a new one, or into one of them that keeps its name unless another is given."""
    if into is not None:
        return Plan(ChangeKind.MERGE, tuple(unit.pk for unit in units), name="" if name == "Järva" else name, into=into.pk)
    return Plan(ChangeKind.MERGE, tuple(unit.pk for unit in units), name=name, parent=(parent or places.make_region()).pk)


def split(unit: Unit, *names: str, main: int = 0, day: date = DAY, accounts: Any = None) -> Plan:
    """Split a unit; its areas go to the parts in turn."""
    names = names or ("Rinkeby norra", "Rinkeby södra")
    rows = AreaVersion.objects.filter(unit=unit).as_of(day).order_by("name")
    goes = {row.area_id: number % len(names) for number, row in enumerate(rows)}
    return Plan(ChangeKind.SPLIT, (unit.pk,), parts=tuple(Part(name) for name in names), main=main, areas=goes, accounts=accounts or {})


def planned(plan: Plan, day: date = DAY) -> OrganisationChange:
    return organisation.plan_change(plan, effective_on=day, reason=WHY, by=files.data_admin())


def approved(plan: Plan, day: date = DAY) -> OrganisationChange:
    return organisation.approve_change(planned(plan, day), by=people.lead())


def in_effect(plan: Plan, day: date = DAY) -> OrganisationChange:
    """Plan and approve the day before, and let the clock come to the day."""
    with on(day - timedelta(days=1)):
        change = approved(plan, day)
    with on(day):
        return organisation.take_effect(change, by=None)


def reversed_(change: OrganisationChange) -> OrganisationChange:
    return organisation.reverse_change(change, reason="Beslutet upphävdes.", by=people.lead())


def successors_today(unit_id: int) -> set[int]:
    """Return the units that stand for `unit_id` now: itself while it is there, else all that took over, step by step."""
    after: dict[int, list[int]] = defaultdict(list)
    for before_id, after_id in UnitSuccession.objects.values_list("before_id", "after_id"):
        after[before_id].append(after_id)
    found, waiting, seen = set(), [unit_id], {unit_id}
    while waiting:
        here = waiting.pop()
        if not after[here]:
            found.add(here)
        for one in after[here]:
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return found
