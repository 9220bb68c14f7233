"""The lookups of a run: from the keys people write to ids. One query each."""

from areas.enums import UnitKind
from areas.models import Area, Municipality, Unit


def unit_ids() -> dict[str, int]:
    return dict(Unit.objects.values_list("key", "pk"))


def municipality_ids() -> dict[str, int]:
    return dict(Municipality.objects.values_list("name", "pk"))


def area_ids() -> dict[str, int]:
    return dict(Area.objects.values_list("slug", "pk"))


def kinds_of_units() -> dict[int, str]:
    return dict(Unit.objects.values_list("pk", "kind"))


ABOVE = {
    UnitKind.REGION: {UnitKind.NATIONAL},
    UnitKind.DISTRICT: {UnitKind.REGION},
    UnitKind.LPO: {UnitKind.DISTRICT, UnitKind.REGION},
}
