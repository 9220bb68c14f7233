"""Emergency readings: who is told of which, whether one goes on, and what was read meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.grants import glass_units
from assessments.models import AreaAssessment, LocalPicture, PersonalGrant
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.audit.queries import readings_between


@dataclass(frozen=True, slots=True)
class Reading:
    """One page that was read: when, and which part of the picture."""

    at: datetime
    part: str


def readings_for(scope: Scope) -> QuerySet[PersonalGrant]:
    """Return the emergency readings that the person is told of, and their own, in no order."""
    rows = PersonalGrant.objects.exclude(case_number="")
    units = glass_units(scope)
    if isinstance(units, frozenset):
        rows = rows.filter(Q(picture__unit__in=units) | Q(user=scope.user_id))
    return rows.select_related("picture__roster", "picture__round", "user", "review__reviewed_by", "ended_by")


def goes_on(scope: Scope, picture: LocalPicture) -> PersonalGrant | None:
    """Return the person's own emergency reading of the picture while it holds. No query for who has no personal grant on it."""
    if picture.pk not in scope.pictures(Codename.VIEW_CLASSIFIED):
        return None
    held = PersonalGrant.objects.filter(picture=picture, user=scope.user_id, ended_at=None, until__gt=clock.now())
    return held.exclude(case_number="").first()


def what_was_read(reading: PersonalGrant) -> list[Reading]:
    """Return what was read of the picture while the emergency reading held, as the log has it. Two queries."""
    last = min(reading.over_at, clock.now())
    rows = readings_between(reading.picture, reading.user_id, reading.given_at, last)
    names = dict(AreaAssessment.objects.filter(picture=reading.picture_id).values_list("pk", "name"))
    whole = _("Hela lokalpolisområdet")
    return [Reading(row.at, names.get(row.detail.get("area"), whole)) for row in rows]
