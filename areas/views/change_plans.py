"""Planning a change of the organisation: its kind, its units, what is to become of them, what that moves, and keeping the plan."""

import hashlib
import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from areas.actions.organisation import PLAN, plan_change
from areas.changes.checks import problems_of, refuse_problems
from areas.changes.plans import Plan
from areas.changes.preview import preview_of
from areas.enums import ChangeKind
from areas.forms.change_plans import FORMS, ChangeForm
from areas.forms.organisation import UnitsForm
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied


@never_cache
@needs(Codename.IMPORT_DATA)
@require_safe
def kinds(request: Request) -> HttpResponse:
    """Show what can be done to the organisation."""
    return render(request, "areas/change_kinds.html", {})


@never_cache
@needs(Codename.IMPORT_DATA)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, kind: str) -> HttpResponse:
    """Ask for the units, then for the plan; show what it moves, and keep it when that has been seen."""
    if kind not in ChangeKind.values:
        raise Http404
    chosen = ChangeKind(kind)
    units = UnitsForm(request.GET if "enhet" in request.GET else None, kind=chosen)
    if not units.is_valid():
        return _page(request, chosen, units=units)
    form = FORMS[chosen](
        request.POST if request.method == "POST" else None,
        units=units.cleaned_data["enhet"],
        parts=units.cleaned_data.get("delar") or 2,
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, chosen, form=form)
    return _planned(request, chosen, form)


def _planned(request: Request, kind: ChangeKind, form: ChangeForm) -> HttpResponse:
    """Keep the plan when the person has seen what it moves; else show that, or what stands in the way."""
    given, day = form.plan(), form.cleaned_data["datum"]
    seen = _digest(given, day)
    try:
        if request.POST.get("spara") and request.POST.get("sedd") == seen:
            change = plan_change(given, effective_on=day, reason=form.cleaned_data["skal"], by=request.user)
            messages.success(request, _("Planen är sparad. En annan person behöver godkänna den innan något ändras."))
            return redirect("areas:change", change.pk)
        refuse_problems(PLAN, problems_of(given, day))
        moves = preview_of(given, day)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, kind, form=form)
    return _page(request, kind, form=form, preview=moves, seen=seen, is_changed=bool(request.POST.get("spara")))


def _digest(given: Plan, day: date) -> str:
    """Return a short sign of a plan, to tell whether what is kept is what was shown."""
    return hashlib.sha256(json.dumps([given.stored(), day.isoformat()], sort_keys=True).encode()).hexdigest()[:16]


def _page(request: Request, kind: ChangeKind, **given: Any) -> HttpResponse:
    wrong = any(form.errors for form in (given.get("units"), given.get("form")) if form is not None)
    return render(request, "areas/change_plan.html", {"kind": kind, "has_errors": wrong, **given}, status=400 if wrong else 200)
