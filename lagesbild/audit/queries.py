"""The log as it is read: the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Count, Max, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from lagesbild.audit.events import KINDS, Kind
from lagesbild.audit.models import AuditEvent
from lagesbild.ui.swedish import swedish_key


@dataclass(frozen=True, slots=True)
class Asked:
    """What the log is cut to. What is empty cuts nothing; the days are Swedish ones, both counted."""

    event: str = ""
    kind: str = ""  # a value of `Kind`
    actor: str = ""  # part of the account's name
    recipient: str = ""  # part of who got what was handed out
    object_type: str = ""
    object_id: int | None = None
    first: date | None = None
    last: date | None = None


def events(asked: Asked) -> QuerySet[AuditEvent]:
    """Return the events that were asked for."""
    found = AuditEvent.objects.order_by("-id")
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.kind:
        found = found.filter(event__in=[event.value for event, kind in KINDS.items() if kind == asked.kind])
    if asked.actor:
        found = found.filter(actor__icontains=asked.actor)
    if asked.recipient:
        found = found.filter(recipient__icontains=asked.recipient)
    if asked.object_type:
        found = found.filter(object_type=asked.object_type)
    if asked.object_id is not None:
        found = found.filter(object_id=asked.object_id)
    if asked.first:
        found = found.filter(at__gte=_start(asked.first))
    if asked.last:
        found = found.filter(at__lt=_start(asked.last + timedelta(days=1)))
    return found


def kinds_of_objects() -> list[tuple[str, str]]:
    """Return each kind of thing that events speak of, with its word, in Swedish order."""
    labels = AuditEvent.objects.exclude(object_type="").order_by().values_list("object_type", flat=True).distinct()
    return sorted(((label, _word(label)) for label in labels), key=lambda row: swedish_key(row[1]))


def _word(label: str) -> str:
    """Return what a kind of thing is called; one whose model is no more keeps the name it was logged under."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):  # no such model; no name of a model at all
        return label


@dataclass(frozen=True, slots=True)
class Readings:
    """How often one account has read something classified, and when last. The roles are those it had then."""

    actor: str
    roles: str
    times: int
    last: datetime


def readings_of(obj: Model) -> list[Readings]:
    """Return who has read the classified part of `obj`, the latest first. One query."""
    kinds = [event.value for event, kind in KINDS.items() if kind == Kind.READ]
    rows = AuditEvent.objects.filter(object_type=obj._meta.label, object_id=obj.pk, event__in=kinds)
    found = rows.values("actor", "actor_roles").annotate(times=Count("id"), last=Max("at")).order_by("-last")
    return [Readings(row["actor"], row["actor_roles"], row["times"], row["last"]) for row in found]


def last_readings(user_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when each of these accounts last read something classified; who never did is left out. One query."""
    kinds = [event.value for event, kind in KINDS.items() if kind == Kind.READ]
    rows = AuditEvent.objects.filter(actor_id__in=list(user_ids), event__in=kinds).order_by()
    return dict(rows.values_list("actor_id").annotate(last=Max("at")))


def readings_between(obj: Model, actor_id: int, first: datetime, last: datetime) -> list[AuditEvent]:
    """Return each time one account read the classified part of `obj` from `first` up to `last`, in order. One query."""
    kinds = [event.value for event, kind in KINDS.items() if kind == Kind.READ]
    rows = AuditEvent.objects.filter(object_type=obj._meta.label, object_id=obj.pk, event__in=kinds, actor_id=actor_id)
    return list(rows.filter(at__gte=first, at__lt=last).order_by("id"))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
