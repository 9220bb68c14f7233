"""Deciding the category of areas: the list of a round, one area, leaving one out."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from areas.queries.statistics import figures_of
from assessments.actions import decisions as actions
from assessments.boundaries import how_it_moves, overlaps_when_approved
from assessments.classified.reading import dissent_of, grounds_of, proposal_of, proposals_in
from assessments.enums import Category
from assessments.forms.decisions import DecisionForm, LeaveOutForm
from assessments.models import AreaAssessment, Round
from assessments.queries.categories import last_categories
from assessments.queries.decisions import DECIDED, READERS, WAITING, area_rows, fitting, regions_in
from assessments.queries.markings import text_markings
from assessments.queries.rounds import current_round
from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.searching import note_search
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.errors import not_now

RELATED = ("picture__round__method", "picture__roster", "municipality", "decision", "area")


@require_safe
@never_cache
@needs(*READERS)
def current_decisions(request: Request) -> HttpResponse:
    """Lead to the decisions of the round that goes on; without one, to the list of rounds."""
    round_ = current_round()
    return redirect("assessments:decisions", round_.year) if round_ else redirect("assessments:rounds")


@require_safe
@never_cache
@needs(*READERS)
@transaction.atomic
def decisions(request: Request, year: int) -> HttpResponse:
    """Every area of the round: what waits, with the proposals for those who may read them, and what is decided."""
    round_ = get_object_or_404(Round, year=year)
    rows = area_rows(round_, request.scope)
    shown = fitting(rows, request.GET)
    asked = {name: request.GET.get(name, "") for name in ("region", "visa")}
    note_search(request, "beslut", asked, found=len(shown))
    secret = request.scope.can(Codename.VIEW_CLASSIFIED)
    proposals = proposals_in(round_, request.scope) if secret else {}
    waiting = [{"row": row, "proposal": proposals.get(row.area.pk, "")} for row in shown if row.is_waiting]
    if secret:
        audit.record(Event.CLASSIFIED_READ, obj=round_, by=request.user, detail={"page": "decisions", "areas": len(waiting)})
    context = {
        "round": round_,
        "waiting": waiting,
        "decided": [row for row in shown if not row.is_waiting],
        "left": sum(row.is_waiting for row in rows),
        "total": len(rows),
        "shown": len(shown),
        "on_map": any(row.decision is not None and row.decision.category in Category.listed() for row in rows),
        "regions": regions_in(rows),
        "kinds": [(WAITING, _("Väntar på beslut")), (DECIDED, _("Beslutade"))],
        "asked": asked,
        "secret": secret,
        "may_open": request.scope.can(Codename.DECIDE) or request.scope.can(Codename.REVIEW),
        "classified_page": secret,
    }
    return render(request, "assessments/noa/decisions.html", context)


def _area_for(request: Request, pk: int, codename: Codename) -> AreaAssessment:
    """Return the area if the person sees it (else 404) and holds `codename` for it (else 403)."""
    area = get_object_or_404(AreaAssessment.objects.visible_to(request.scope).select_related(*RELATED), pk=pk)
    require(request, codename, area.picture.unit_id)
    return area


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.DECIDE, Codename.REVIEW)
@transaction.atomic
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide one area. Once decided, or left out, the page only shows what was decided."""
    area = _area_for(request, pk, Codename.DECIDE if request.method == "POST" else Codename.VIEW_CLASSIFIED)
    if request.method != "POST":
        return _page(request, area)
    form = _form(area, request.POST)
    why = actions.what_blocks_decision(area, request.user)
    if why:
        sentence = _("Du kan inte besluta: %(why)s.") % {"why": why}
        if _is_settled(area):
            return not_now(request, sentence)
        messages.error(request, sentence)
        return _page(request, area, form=form)
    if not form.is_valid():
        return _page(request, area, form=form)
    data = form.cleaned_data
    given = {"category": data["category"], "open_grounds": data["open_grounds"], "dissent": data["dissent"]}
    try:
        actions.decide(area, grounds=form.grounds(), by=request.user, **given)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, area, form=form)
    messages.success(request, _("%(area)s är beslutat. Beslutet ändras inte.") % {"area": area.name})
    return redirect("assessments:decide", pk)


@post_only
@never_cache
@needs(Codename.DECIDE, Codename.REVIEW)
@transaction.atomic
def leave_out(request: Request, pk: int) -> HttpResponse:
    """Leave an area without a decision."""
    area = _area_for(request, pk, Codename.DECIDE)
    form = LeaveOutForm(request.POST)
    if not form.is_valid():
        return _page(request, area, leave_form=form)
    try:
        actions.leave_out(area, reason=form.cleaned_data["reason"], by=request.user)
    except ActionDenied as error:
        return not_now(request, str(error))
    messages.success(request, _("%(area)s är lämnat utan beslut.") % {"area": area.name})
    return redirect("assessments:decide", pk)


def _is_settled(area: AreaAssessment) -> bool:
    """Answer whether the area is decided or left out: its page has no form then."""
    return getattr(area, "decision", None) is not None or area.left_out_at is not None


def _form(area: AreaAssessment, data: Any = None) -> DecisionForm:
    method = area.picture.round.method
    assert method is not None, "a round with local pictures has a method (check constraint)"
    return DecisionForm(data, method=method, criteria=list(method.criteria.all()))


def _page(
    request: Request, area: AreaAssessment, *, form: DecisionForm | None = None, leave_form: LeaveOutForm | None = None
) -> HttpResponse:
    """Show the page, and log that its secret part was read. Runs inside the view's transaction."""
    audit.record(Event.CLASSIFIED_READ, obj=area.picture, by=request.user, detail={"page": "decide", "area": area.pk})
    decision = getattr(area, "decision", None)
    context = {
        "area": area,
        "moved": how_it_moves(area),
        "overlaps": overlaps_when_approved(area.picture).get(area.pk),
        "picture": area.picture,
        "round": area.picture.round,
        "decision": decision,
        "proposal": proposal_of(area, request.scope),
        "last": last_categories(area.picture.round.year).get(area.area_id or 0),
        "blocked": _blocked(request, area),
        "figures": figures_of(area.area_id),
        "classified_page": True,
    }
    if decision is not None:
        own = text_markings(area.picture, request.scope).decisions.get(decision.pk)
        context |= {"grounds": grounds_of(decision, request.scope), "dissent": dissent_of(decision, request.scope), "marking": own}
        context["may_mark"] = own is None and request.scope.can(Codename.DECIDE, area.picture.unit_id)
    elif area.left_out_at is None:
        context |= _forms(area, context["proposal"], form, leave_form)
    return render(request, "assessments/noa/decide.html", context)


def _blocked(request: Request, area: AreaAssessment) -> str:
    """Return the sentence that says why this person may not decide now; empty when nothing stands in the way."""
    if not request.scope.can(Codename.DECIDE, area.picture.unit_id):
        return _("Du kan inte besluta: din roll har inte den behörigheten.")
    why = actions.what_blocks_decision(area, request.user)
    return _("Du kan inte besluta: %(why)s.") % {"why": why} if why else ""


def _forms(area: AreaAssessment, proposal: Any, form: DecisionForm | None, leave_form: LeaveOutForm | None) -> dict[str, Any]:
    form = form or _form(area)
    views = {ground.criterion_id: ground for ground in proposal.grounds.all()} if proposal else {}
    criteria = [
        {"criterion": row, "view": views.get(row.pk), "met": form[f"{row.code}-met"], "text": form[f"{row.code}-text"]}
        for row in form.criteria
    ]
    problems = form.errors or (leave_form.errors if leave_form else {})
    return {"form": form, "leave_form": leave_form or LeaveOutForm(), "criteria": criteria, "has_errors": bool(problems)}
