"""Areas as they were on a day."""

from datetime import date

from django.db.models import QuerySet

from areas.models import AreaVersion


def versions_on(day: date) -> QuerySet[AreaVersion]:
    """Return the version of each area that held on `day`."""
    return AreaVersion.objects.as_of(day).select_related("area", "unit", "municipality")
