"""Reading the log."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.audit import recording
from lagesbild.audit.events import Event
from lagesbild.audit.forms import LogForm
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.queries import events

EVENTS_A_PAGE = 50


@never_cache
@needs(Codename.READ_AUDIT)
@require_GET
@transaction.atomic
def log(request: Request) -> HttpResponse:
    """Show what happened, the newest first. Each reading is an event itself; it holds page and kind, never what was searched for."""
    form = LogForm(request.GET)
    is_valid = form.is_valid()
    asked = form.cleaned_data
    found = AuditEvent.objects.none()
    if is_valid:
        found = events(kind=asked["handelse"], actor=asked["vem"].strip(), first=asked["fran"], last=asked["till"])
    page = Paginator(found, EVENTS_A_PAGE).get_page(request.GET.get("sida"))
    rows = list(page)
    recording.record(Event.AUDIT_READ, obj=None, by=request.user, detail={"page": page.number, "kind": asked.get("handelse", "")})
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items() if value})
    context = {"form": form, "rows": rows, "page": page, "is_filtered": bool(query) or not is_valid}
    context["query"] = f"{query.urlencode()}&" if query else ""
    return render(request, "audit/log.html", context, status=200 if is_valid else 400)
