"""The log as it is read: the newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Model, QuerySet
from django.utils import timezone

from lagesbild.audit.events import KINDS, Kind
from lagesbild.audit.models import AuditEvent


def events(*, kind: str = "", actor: str = "", first: date | None = None, last: date | None = None) -> QuerySet[AuditEvent]:
    """Return events of a kind, by accounts whose name holds `actor`, on the days `first` to `last` in Sweden, both counted."""
    found = AuditEvent.objects.order_by("-id")
    if kind:
        found = found.filter(event=kind)
    if actor:
        found = found.filter(actor__icontains=actor)
    if first:
        found = found.filter(at__gte=_start(first))
    if last:
        found = found.filter(at__lt=_start(last + timedelta(days=1)))
    return found


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


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
