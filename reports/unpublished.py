"""Which areas are not to be told of yet, and to whom."""

from assessments.models import AreaAssessment, Decision, Round
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from reports.models import Publication
from reports.queries.comparing import reads_everything


def hidden_areas(scope: Scope) -> frozenset[int]:
    """Return the new areas of rounds that are not published, but for those in whose local picture the person reads them anyway.

    Who decides, reviews, reads the national picture or keeps the register sees them all. Two queries at most.
    """
    units = scope.units(Codename.VIEW_PICTURE)
    if reads_everything(scope) or not isinstance(units, frozenset):
        return frozenset()
    public = Publication.objects.values("year")
    coming = Round.objects.filter(is_historic=False).exclude(year__in=public)
    told = Decision.objects.exclude(round__in=coming).values("area")
    new = AreaAssessment.objects.filter(picture__round__in=coming, is_proposed=True, area__isnull=False)
    own = AreaAssessment.objects.filter(picture__unit__in=units, area__isnull=False).values("area")  # also carried over to another unit
    return frozenset(new.exclude(area__in=own).exclude(area__in=told).values_list("area_id", flat=True))
