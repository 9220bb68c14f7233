"""The organisation as it was on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from areas.enums import UnitKind
from areas.models import NamedUnit, Unit, UnitPlacement
from lagesbild.db import present

DAY = timedelta(days=1)
REGION_ORDER = ("nord", "mitt", "bergslagen", "stockholm", "ost", "vast", "syd")  # as the police lists them


@dataclass(frozen=True, slots=True)
class LpoOnDay:
    """A local police area with its district and region, all as named on the day asked for."""

    unit: NamedUnit
    name: str
    slug: str
    district: NamedUnit | None
    region: NamedUnit

    @property
    def region_order(self) -> int:
        return region_order(self.region.slug)


def region_order(slug: str) -> int:
    """Return the place of a region in the police's own order; unknown ones come last."""
    return REGION_ORDER.index(slug) if slug in REGION_ORDER else len(REGION_ORDER)


def units_on(day: date) -> dict[int, NamedUnit]:
    """Return every unit that existed on `day`, by id, with `name`, `slug` and `parent_unit_id` as they were. One query."""
    return {unit.pk: unit for unit in Unit.objects.as_of(day).named(day)}


def lpos_on(day: date) -> list[LpoOnDay]:
    """Return the local police areas that existed on `day`, by region order and name."""
    units = units_on(day)
    rows = []
    for unit in units.values():
        if unit.kind != UnitKind.LPO:
            continue
        region, district = present(nearest(unit, units, UnitKind.REGION)), nearest(unit, units, UnitKind.DISTRICT)
        rows.append(LpoOnDay(unit=unit, name=unit.name, slug=unit.slug, district=district, region=region))
    return sorted(rows, key=lambda row: (row.region_order, row.name))


def regions_on(day: date) -> list[NamedUnit]:
    """Return the regions on `day` in the police's own order."""
    regions = [unit for unit in units_on(day).values() if unit.kind == UnitKind.REGION]
    return sorted(regions, key=lambda unit: region_order(unit.slug))


def chain(unit: NamedUnit, units: dict[int, NamedUnit]) -> list[NamedUnit]:
    """Return what stands above `unit`, nearest first."""
    above = []
    while unit.parent_unit_id is not None and unit.parent_unit_id in units:
        unit = units[unit.parent_unit_id]
        above.append(unit)
    return above


def reaching(unit_id: int, day: date) -> list[int]:
    """Return the unit and all that stand above it on `day`, nearest first: a grant on any of them reaches it.

    Other than `chain`, this follows a unit that is no more up to the one that goes on with what was begun there. One query.
    """
    above = dict(UnitPlacement.objects.as_of(day).values_list("unit_id", "parent_id"))
    found = [unit_id]
    while found[-1] in above:
        found.append(above[found[-1]])
    return found


def homes_from(unit_id: int, day: date) -> list[tuple[int, date, date | None]]:
    """Return in which unit a place stands from `day` on, when it stood in `unit_id` first: id, first day and last day of each, in turn.

    A unit that ends leaves its places to the one that goes on with what was begun there: the one it stands below afterwards. Where no
    change tells which that is, the place stays.
    """
    found: list[tuple[int, date, date | None]] = []
    first = day
    while True:
        last = Unit.objects.values_list("valid_to", flat=True).get(pk=unit_id)
        after = None if last is None else UnitPlacement.objects.filter(unit=unit_id).as_of(max(last + DAY, first)).first()
        if last is None or after is None:
            return [*found, (unit_id, first, None)]
        if last >= first:
            found.append((unit_id, first, last))
            first = last + DAY
        unit_id = after.parent_id


def nearest(unit: NamedUnit, units: dict[int, NamedUnit], kind: UnitKind) -> NamedUnit | None:
    """Return the unit of `kind` that `unit` is or stands below."""
    if unit.kind == kind:
        return unit
    return next((parent for parent in chain(unit, units) if parent.kind == kind), None)
