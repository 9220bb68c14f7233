"""The organisation as it was on a day."""

from dataclasses import dataclass
from datetime import date

from areas.enums import UnitKind
from areas.models import Unit

REGION_ORDER = ("nord", "mitt", "bergslagen", "stockholm", "ost", "vast", "syd")  # as the police lists them


@dataclass(frozen=True, slots=True)
class LpoOnDay:
    """A local police area with its district and region, all as named on the day asked for."""

    unit: Unit
    name: str
    slug: str
    district: Unit | None
    region: Unit

    @property
    def region_order(self) -> int:
        return region_order(self.region.slug)


def region_order(slug: str) -> int:
    """Return the place of a region in the police's own order; unknown ones come last."""
    return REGION_ORDER.index(slug) if slug in REGION_ORDER else len(REGION_ORDER)


def units_on(day: date) -> dict[int, Unit]:
    """Return every unit that existed on `day`, by id, with `name`, `slug` and `parent_unit_id` as they were. One query."""
    return {unit.pk: unit for unit in Unit.objects.as_of(day).named(day)}


def lpos_on(day: date) -> list[LpoOnDay]:
    """Return the local police areas that existed on `day`, by region order and name."""
    units = units_on(day)
    rows = []
    for unit in units.values():
        if unit.kind != UnitKind.LPO:
            continue
        above = chain(unit, units)
        region = next(parent for parent in above if parent.kind == UnitKind.REGION)
        district = next((parent for parent in above if parent.kind == UnitKind.DISTRICT), None)
        rows.append(LpoOnDay(unit=unit, name=unit.name, slug=unit.slug, district=district, region=region))
    return sorted(rows, key=lambda row: (row.region_order, row.name))


def regions_on(day: date) -> list[Unit]:
    """Return the regions on `day` in the police's own order."""
    regions = [unit for unit in units_on(day).values() if unit.kind == UnitKind.REGION]
    return sorted(regions, key=lambda unit: region_order(unit.slug))


def chain(unit: Unit, units: dict[int, Unit]) -> list[Unit]:
    """Return what stands above `unit`, nearest first."""
    above = []
    while unit.parent_unit_id is not None and unit.parent_unit_id in units:
        unit = units[unit.parent_unit_id]
        above.append(unit)
    return above
