"""The list of requests, one request, and its papers. What is classified on them is read by role, never kept by a browser, and logged."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.object_log import Owned, about, log_page
from reports.handout.actions import deciding
from reports.handout.enums import RequestState, Result, Verdict
from reports.handout.forms import HandOutForm, JudgementForm, ReasonsForm, active_grounds
from reports.handout.models import DocumentRequest, MaskedCopy, Paragraph
from reports.handout.pdf import decision_pdf
from reports.handout.queries import Section, echoes_in, paragraphs_of, requests_for, sections_of, seen_of, with_progress

READERS = (Codename.HANDLE_REQUESTS, Codename.DECIDE_REQUESTS)
OPEN = (RequestState.ASSESSING, RequestState.READY, RequestState.DECIDED)


@require_safe
@never_cache
@needs(*READERS)
def requests(request: Request) -> HttpResponse:
    """List the requests whose document the person reads, those that wait first. Nothing secret stands here."""
    rows = list(with_progress(requests_for(request.scope)))
    waiting = [row for row in rows if row.state in OPEN]
    context = {"waiting": waiting, "over": [row for row in rows if row.state not in OPEN]}
    return render(request, "handout/list.html", context | {"may_register": request.scope.can(Codename.HANDLE_REQUESTS)})


@require_safe
@never_cache
@needs(*READERS)
def request_page(request: Request, pk: int) -> HttpResponse:
    """Show one request with one section of its document at a time."""
    row = get_object_or_404(requests_for(request.scope), pk=pk)
    asked = request.GET.get("del", "")
    start = Verdict.MASK if request.GET.get("utga") == "maska" else ""
    return page(request, row, section=int(asked) if asked.isdecimal() and len(asked) < 6 else None, start=start)


@transaction.atomic
def page(
    request: Request,
    row: DocumentRequest,
    *,
    section: int | None = None,
    forms: list[JudgementForm] | None = None,
    seen: str | None = None,
    reasons: ReasonsForm | None = None,
    start: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page of a request; the forms are those that were refused. That it was read is logged in the same transaction."""
    sections = sections_of(row)
    shown = _shown(sections, section)
    if shown is None:
        raise Http404
    audit.record(Event.REQUEST_READ, obj=row, by=request.user, detail={"section": shown.number})
    handles = request.scope.can(Codename.HANDLE_REQUESTS) and row.state == RequestState.ASSESSING
    every = paragraphs_of(row)
    rows = [one for one in every if one.section == shown.number]
    grounds = active_grounds() if handles else []
    context: dict[str, Any] = {
        "row": row,
        "sections": sections,
        "section": shown,
        "following": next((other for other in sections if other.number > shown.number), None),
        "paragraphs": rows,
        "forms": forms or ([JudgementForm(paragraph=one, grounds=grounds, start=start) for one in rows] if handles else []),
        "seen": seen_of(rows) if seen is None else seen,
        "refused": [form for form in forms or [] if form.errors],
        "common_reason": request.POST.get("skal", ""),
        "may_start_masked": handles and not start and any(one.is_secret and not one.verdict for one in rows),
        "may_judge": handles,
        "classified_page": True,
    }
    return render(request, "handout/request.html", context | _end(request, row, every, reasons), status=status)


def _shown(sections: list[Section], number: int | None) -> Section | None:
    """Return the section that was asked for, or the first that is not done."""
    if number is not None:
        return next((row for row in sections if row.number == number), None)
    return next((row for row in sections if not row.is_done), sections[0])


def _end(request: Request, row: DocumentRequest, every: list[Paragraph], reasons: ReasonsForm | None) -> dict[str, Any]:
    """Return what stands below the sections: handing in, deciding, handing out."""
    scope = request.scope
    counts = {verdict: sum(one.verdict == verdict for one in every if one.is_judged) for verdict in Verdict}
    found: dict[str, Any] = {
        "counts": [(verdict.label, number) for verdict, number in counts.items()],
        "left": sum(not one.is_judged for one in every),
        "echoes": echoes_in(every) if not row.is_over else [],
        "has_copy": row.state in {RequestState.DECIDED, RequestState.HANDED_OUT} and row.result != Result.REFUSED,
    }
    if row.state == RequestState.ASSESSING and scope.can(Codename.HANDLE_REQUESTS):
        found |= {"reasons": reasons or ReasonsForm(initial={"reasons": row.reasons}), "may_withdraw": True}
        found["blocked"] = _("Du kan inte lämna till beslut: alla stycken är inte prövade.") if found["left"] else ""
    if row.state == RequestState.READY:
        found |= {"may_withdraw": scope.can(Codename.HANDLE_REQUESTS), "may_send_back": scope.can(Codename.DECIDE_REQUESTS)}
        found["decide_blocked"] = _decide_blocked(request, row, every)
    if row.state == RequestState.DECIDED and scope.can(Codename.HANDLE_REQUESTS):
        found["hand_out"] = HandOutForm()
    return found


def _decide_blocked(request: Request, row: DocumentRequest, every: list[Paragraph]) -> str:
    if not request.scope.can(Codename.DECIDE_REQUESTS):
        return _("Du kan inte besluta: din roll har inte den behörigheten.")
    why = deciding.what_blocks_decision(row, every, request.user)
    return _("Du kan inte besluta: %(why)s.") % {"why": why} if why else ""


@never_cache
@needs(*READERS)
@require_safe
def request_log(request: Request, pk: int) -> HttpResponse:
    """Show what has happened to the request, and who has read the document by it."""
    row = get_object_or_404(requests_for(request.scope), pk=pk)
    return log_page(request, Owned(row, row.register_number, reverse("handout:request", args=[row.pk]), about(row)))


@never_cache
@needs(*READERS)
@require_safe
@transaction.atomic
def decision_file(request: Request, pk: int) -> HttpResponse:
    """Give the decision as a PDF, the same file each time."""
    row = get_object_or_404(requests_for(request.scope).filter(decided_at__isnull=False), pk=pk)
    audit.record(Event.REQUEST_READ, obj=row, by=request.user, detail={"form": "beslut"})
    return _file(decision_pdf(row, paragraphs_of(row)), f"beslut-{row.pk}.pdf")


@never_cache
@needs(*READERS)
@require_safe
@transaction.atomic
def copy_file(request: Request, pk: int) -> HttpResponse:
    """Give the masked copy, the same file each time."""
    row = get_object_or_404(requests_for(request.scope), pk=pk)
    copy = get_object_or_404(MaskedCopy, request=row)
    audit.record(Event.REQUEST_READ, obj=row, by=request.user, detail={"form": "kopia"})
    return _file(copy.pdf, f"kopia-{row.pk}.pdf")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})
