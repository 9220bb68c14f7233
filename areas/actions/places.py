"""Making areas and their versions."""

from datetime import date
from decimal import Decimal

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
        source=source,
    )
