"""The one function that writes an event."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from lagesbild import clock
from lagesbild.audit.events import Event


def record(event: Event, *, obj: Model | None, by: Any, detail: Mapping[str, Any] | None = None) -> None:
    """Write one event in the running transaction; without one, refuse, since an act and its event stand or fall together.

    `by` is the user, or `None` when the system itself acts. `detail` holds ids, codes and counts: never text that people wrote.
    """
    AuditEvent = apps.get_model("audit", "AuditEvent")

    if not connection.in_atomic_block:
        raise RuntimeError(f"{event} must be recorded in the transaction of its act")
    AuditEvent.objects.create(
        at=clock.now(),
        event=event.value,
        actor_id=by.pk if by else None,
        actor=by.get_username() if by else "",
        object_type=obj._meta.label if obj else "",
        object_id=obj.pk if obj else None,
        object_name=str(obj)[:200] if obj else "",
        detail=dict(detail or {}),
    )
