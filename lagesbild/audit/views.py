"""Reading the log."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.audit import recording
from lagesbild.audit.events import KINDS, Event
from lagesbild.audit.forms import LogForm
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.queries import events
from lagesbild.spreadsheet import csv_table

EVENTS_A_PAGE = 50
EXPORT_MOST = 100_000  # rows in one file
COLUMNS = (_l("När"), _l("Vem"), _l("Roller"), _l("Slag"), _l("Händelse"), _l("Gäller"), _l("Mottagare"), _l("Uppgifter"))


@never_cache
@needs(Codename.READ_AUDIT)
@require_GET
@transaction.atomic
def log(request: Request) -> HttpResponse:
    """Show what happened, the newest first. Each reading is an event itself; it holds page and kind, never what was searched for."""
    form = LogForm(request.GET)
    found = events(form.asked()) if form.is_valid() else AuditEvent.objects.none()
    page = Paginator(found, EVENTS_A_PAGE).get_page(request.GET.get("sida"))
    rows = list(page)
    detail = {"page": page.number, "kind": form.cleaned_data.get("handelse", "")}
    recording.record(Event.AUDIT_READ, obj=None, by=request.user, detail=detail)
    return _page(request, form, {"rows": rows, "page": page})


@never_cache
@needs(Codename.READ_AUDIT)
@require_GET
@transaction.atomic
def export(request: Request) -> HttpResponse:
    """Give what the log was cut to as CSV. Who took it out and how many rows is an event of its own."""
    form = LogForm(request.GET)
    found = events(form.asked()) if form.is_valid() else AuditEvent.objects.none()
    number = found.count()
    if form.is_valid() and number > EXPORT_MOST:
        form.add_error(None, _("Det är för många händelser för en fil: %(n)s. Välj färre dagar.") % {"n": number})
    if not form.is_valid():
        return _page(request, form, {"rows": [], "page": Paginator([], EVENTS_A_PAGE).get_page(1)})
    content = csv_table([str(name) for name in COLUMNS], (_cells(row) for row in found.iterator(chunk_size=2_000)))
    who = request.user.get_username()
    recording.record(Event.AUDIT_EXPORTED, obj=None, by=request.user, detail={"rows": number}, recipient=who)
    headers = {"Content-Disposition": 'attachment; filename="handelselogg.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: AuditEvent) -> list[str]:
    when = localtime(row.at).isoformat(timespec="seconds")
    who = row.actor or _("Systemet")
    return [when, who, row.actor_roles, KINDS[Event(row.event)].value, row.sentence, row.object_name, row.recipient, row.particulars]


def _page(request: Request, form: LogForm, context: dict[str, Any]) -> HttpResponse:
    is_valid = form.is_valid()
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in form.cleaned_data.items() if value})
    context |= {"form": form, "is_filtered": bool(query) or not is_valid, "export_query": query.urlencode()}
    context["query"] = f"{query.urlencode()}&" if query else ""
    return render(request, "audit/log.html", context, status=200 if is_valid else 400)
