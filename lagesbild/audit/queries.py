"""The log as it is read: the newest first."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

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


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
