"""Local pictures as their pages show them: the open side only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.enums import UnitKind
from areas.models import AreaVersion
from areas.queries.places import versions_on
from areas.queries.units import chain, units_on
from assessments.enums import RoundState
from assessments.models import AreaAssessment, LocalPicture, Question
from assessments.queries.people import role_lines
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.audit.events import KINDS, Event, Kind
from lagesbild.audit.models import AuditEvent

NOT_SHOWN = [
    *(event.value for event, kind in KINDS.items() if kind in {Kind.ACCESS, Kind.READ, Kind.SEARCHED, Kind.DENIED}),
    Event.POINT_ADDED.value,
    Event.POINT_REMOVED.value,
]
SHOWN_EVENTS = 30  # latest events on a picture's page


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a picture's history: the role, what it did, when; `times` when it did so several times in a row."""

    who: str
    what: str
    at: datetime
    times: int = 1


def pictures_for(scope: Scope) -> QuerySet[LocalPicture]:
    """Return the pictures whose open part the person may read, with what every page about one shows."""
    return LocalPicture.objects.visible_to(scope).select_related("round__method", "roster", "unit")


def areas_for(scope: Scope) -> QuerySet[AreaAssessment]:
    """Return the areas whose open part the person may read, with their picture."""
    related = ("picture__round__method", "picture__roster", "picture__unit", "municipality")
    return AreaAssessment.objects.visible_to(scope).select_related(*related)


def own_pictures(scope: Scope) -> QuerySet[LocalPicture]:
    """Return the pictures of the local police areas where the person fills in, the latest round first."""
    rows = scope.limit(LocalPicture.objects.all(), Codename.FILL, "unit_id")
    return rows.select_related("round__method", "roster", "unit").order_by("-round__year", "roster__name")


def current_pictures(scope: Scope) -> list[LocalPicture]:
    """Return the person's own pictures of rounds that are open."""
    return list(own_pictures(scope).filter(round__state=RoundState.OPEN))


def questions_of(picture: LocalPicture) -> list[Question]:
    """Return the questions of the picture's method version in form order."""
    return list(Question.objects.filter(method=picture.round.method_id).order_by("order"))


def history_of_picture(picture: LocalPicture) -> list[Happened]:
    """Return what happened to the picture, latest first; saves in a row become one line.

    Readings, access and points that are not sent yet are logged but left out here: everybody who sees the picture sees this.
    """
    rows = AuditEvent.objects.filter(object_type=LocalPicture._meta.label, object_id=picture.pk).exclude(event__in=NOT_SHOWN)
    events = list(rows.order_by("-id")[: SHOWN_EVENTS * 5])
    lines = role_lines(event.actor_id for event in events)
    found: list[Happened] = []
    for event in events:
        who = lines.get(event.actor_id, event.actor) if event.actor_id is not None else _("Systemet")
        last = found[-1] if found else None
        if last and event.event == Event.ANSWERS_SAVED and (last.who, last.what) == (who, event.sentence):
            found[-1] = Happened(who, last.what, last.at, last.times + 1)
        else:
            found.append(Happened(who, event.sentence, event.at))
    return found[:SHOWN_EVENTS]


def known_areas_to_add(picture: LocalPicture) -> list[AreaVersion]:
    """Return the known areas that may be taken up: in this unit, or in a unit above it when no source tells more, and in no picture yet."""
    day = picture.round.reference_date
    units = units_on(day)
    if picture.unit_id not in units:
        return []
    above = [unit.pk for unit in chain(units[picture.unit_id], units) if unit.kind != UnitKind.NATIONAL]
    taken = AreaAssessment.objects.filter(picture__round=picture.round_id).exclude(area=None).values("area_id")
    rows = versions_on(day).filter(unit_id__in=[picture.unit_id, *above])
    return list(rows.exclude(area_id__in=taken).order_by("name"))
