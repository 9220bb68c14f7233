"""Areas as they were on a day."""

from datetime import date

from areas.models import AreaVersion
from areas.models.area_version import AreaVersionQuerySet


def versions_on(day: date) -> AreaVersionQuerySet:
    """Return the version of each area that held on `day`."""
    return AreaVersion.objects.as_of(day).select_related("area", "unit", "municipality")
