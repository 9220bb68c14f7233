"""Beginning a new boundary of an area."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from areas.geo.checks import same_place
from areas.geo.shapes import polygon
from areas.models import Boundary


@transaction.atomic
def begin_boundary(area_id: int, geometry: dict[str, Any], *, valid_from: date, reason: str, source: str) -> Boundary:
    """Let a boundary hold from a day; the one before it ends the day before. One that is the same goes on as it is.

    Raises `ValueError` when a boundary of the area begins on that day or later: it would be overwritten.
    """
    shape = polygon(geometry)
    last = Boundary.objects.filter(area=area_id).order_by("valid_from").last()
    if last is not None and last.valid_to is None and same_place(polygon(last.geometry), shape):
        return last
    if last is not None and last.valid_from >= valid_from:
        raise ValueError("a boundary that holds from a later day is there already")
    if last is not None and (last.valid_to is None or last.valid_to >= valid_from):
        last.valid_to = valid_from - timedelta(days=1)
        last.save(update_fields=["valid_to"])
    return Boundary.objects.create(
        area_id=area_id, geometry=geometry, area_m2=round(shape.area, 2), valid_from=valid_from, reason=reason, source=source
    )
