"""The one function that writes an event."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from lagesbild import clock
from lagesbild.audit.events import Event


def record(event: Event, *, obj: Model | None, by: Any, detail: Mapping[str, Any] | None = None, recipient: str = "") -> None:
    """Write one event in the running transaction; without one, refuse, since an act and its event stand or fall together.

    `by` is the user, or `None` when the system itself acts. `detail` holds ids, codes and counts: never text that people wrote.
    `recipient` says who got what was handed out.
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
        actor_roles=_roles(by) if by else "",
        recipient=recipient[:200],
    )


def _roles(by: Any) -> str:
    """Return the person's roles as "role@unit", as they are now. Asked once for each request's account."""
    if "_roles_for_the_log" not in by.__dict__:
        rows = apps.get_model("access", "RoleGroup").objects.filter(group__user=by.pk).order_by("pk")
        by.__dict__["_roles_for_the_log"] = ", ".join(f"{role}@{unit}" for role, unit in rows.values_list("role", "unit__key"))[:300]
    return str(by.__dict__["_roles_for_the_log"])
