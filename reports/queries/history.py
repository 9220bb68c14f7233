"""What has been done with a year's picture, its builds and publications, as the event log tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.queries.people import role_lines
from lagesbild.audit.models import AuditEvent
from reports.models import Build, NationalPicture, Publication

LONGEST = 50  # events on a page; all of them are in the event log


@dataclass(frozen=True, slots=True)
class Happening:
    """When, which role, what, and to which thing."""

    at: datetime
    who: str
    sentence: str
    thing: str


def history_of(pictures: list[NationalPicture]) -> list[Happening]:
    """Return what happened to these pictures and what came out of them, latest first. Five queries, whatever the number of events."""
    builds = list(Build.objects.filter(picture__in=pictures).values_list("pk", flat=True))
    publications = list(Publication.objects.filter(build__in=builds).values_list("pk", flat=True))
    wanted = (
        Q(object_type=NationalPicture._meta.label, object_id__in=[picture.pk for picture in pictures])
        | Q(object_type=Build._meta.label, object_id__in=builds)
        | Q(object_type=Publication._meta.label, object_id__in=publications)
    )
    rows = list(AuditEvent.objects.filter(wanted).order_by("-at", "-pk")[:LONGEST])
    lines = role_lines({row.actor_id for row in rows})
    return [Happening(row.at, lines.get(row.actor_id or 0, row.actor) or _("Systemet"), row.sentence, row.object_name) for row in rows]
