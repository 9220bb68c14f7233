"""Making areas and their versions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from areas.models import Area, AreaVersion


@transaction.atomic
def create_area(
    *,
    slug: str,
    name: str,
    unit_id: int,
    municipality_id: int,
    valid_from: date,
    lat: Decimal | None,
    lon: Decimal | None,
    source: str,
    area_km2: Decimal | None = None,
) -> AreaVersion:
    """Make a new area with its first version. When the slug is taken by another place, the municipality's is added to it."""
    if Area.objects.filter(slug=slug).exists():
        slug = f"{slug}-{municipality_id}"
    return AreaVersion.objects.create(
        area=Area.objects.create(slug=slug),
        name=name,
        unit_id=unit_id,
        municipality_id=municipality_id,
        valid_from=valid_from,
        lat=lat,
        lon=lon,
        area_km2=area_km2,
        source=source,
    )


@transaction.atomic
def extend_back(version: AreaVersion, *, valid_from: date, source: str, **values: Any) -> AreaVersion:
    """Make the version before `version`, the area's first: from `valid_from` to the day before it. `values` are what was different."""
    return _copy(version, valid_from=valid_from, valid_to=version.valid_from - timedelta(days=1), source=source, **values)


@transaction.atomic
def new_version(version: AreaVersion, *, valid_from: date, source: str, **values: Any) -> AreaVersion:
    """End `version`, which is the area's last, and let a new one with `values` hold from `valid_from`."""
    version.valid_to = valid_from - timedelta(days=1)
    version.save(update_fields=["valid_to"])
    return _copy(version, valid_from=valid_from, valid_to=None, source=source, **values)


def _copy(version: AreaVersion, **values: Any) -> AreaVersion:
    kept = ("area_id", "name", "unit_id", "municipality_id", "lat", "lon", "area_km2")
    return AreaVersion.objects.create(**{name: getattr(version, name) for name in kept} | values)
