"""Boundaries as they were on a day."""

from collections.abc import Iterable
from datetime import date

from areas.models import AreaVersion, Boundary


def boundaries_on(day: date, area_ids: Iterable[int] | None = None) -> dict[int, Boundary]:
    """Return the boundary of each area that had one on `day`, by area id; of `area_ids` only, when they are named. One query."""
    rows = Boundary.objects.as_of(day)
    if area_ids is not None:
        rows = rows.filter(area__in=list(area_ids))
    return {row.area_id: row for row in rows}


def named_boundaries_on(day: date) -> dict[int, tuple[str, Boundary]]:
    """Return name and boundary of each area that was there on `day` and had one, by area id. Two queries."""
    names = dict(AreaVersion.objects.as_of(day).values_list("area_id", "name"))
    return {area_id: (names[area_id], row) for area_id, row in boundaries_on(day, names).items()}
