"""What has happened to one thing, for who owns it. The page is the same for all; each app says whose it is and what belongs to it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, Q
from django.http import HttpResponse
from django.shortcuts import render

from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.recording import record

EVENTS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Owned:
    """The thing, what it is called, its own page, and which events are about it."""

    obj: Model
    name: str
    href: str
    where: Q


def about(obj: Model, *, events: tuple[Event, ...] = (), area: int | None = None) -> Q:
    """Return what finds the events of `obj`; of one kind only, or those that name one of its areas."""
    found = Q(object_type=obj._meta.label, object_id=obj.pk)
    if events:
        found &= Q(event__in=events)
    return found if area is None else found & Q(detail__area=area)


@transaction.atomic
def log_page(request: Request, owned: Owned, *, hidden: tuple[Event, ...] = ()) -> HttpResponse:
    """Answer with who did what to the thing, the newest first. Reading it is an event of the thing too.

    Particulars stand in the whole log only: they tell more than an owner may need to know.
    """
    found = AuditEvent.objects.filter(owned.where).exclude(event__in=hidden).order_by("-id")
    page = Paginator(found, EVENTS_A_PAGE).get_page(request.GET.get("sida"))
    context = {"owned": owned, "page": page, "rows": list(page)}
    record(Event.AUDIT_READ, obj=owned.obj, by=request.user, detail={"page": page.number})
    return render(request, "audit/object.html", context)
