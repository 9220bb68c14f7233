"""The organisation through time: the tree and the areas as of a day, one unit, one change."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.actions.organisation import blockers_of
from areas.changes.checks import problems_since
from areas.changes.plans import Plan
from areas.changes.preview import preview_of
from areas.enums import ChangeState
from areas.forms.organisation import DayForm, ReasonForm
from areas.models import OrganisationChange, Unit
from areas.queries.organisation import areas_on, changes, known_before, sees_what_moves, through_time, tree_on
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import signed_in
from lagesbild.access.http import Request

YEARS = range(2015, 2050)  # what is asked for by year begins with the first list


@never_cache
@signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """Show regions, districts and local police areas as they were on a day, and the changes that are planned and done."""
    asked = _asked(request)
    regions = tree_on(asked["day"], request.scope)
    rows = list(changes())
    context = {
        "regions": regions,
        "lpo_count": sum(region.lpo_count for region in regions),
        "area_count": sum(region.areas for region in regions),
        "coming": sorted((row for row in rows if row.is_waiting), key=lambda row: (row.effective_on, row.pk)),
        "past": [row for row in rows if not row.is_waiting],
        "known": known_before(),
        "plans": request.scope.can(Codename.IMPORT_DATA),
    }
    return render(request, "areas/organisation.html", asked | context)


@never_cache
@signed_in
@require_safe
def areas(request: Request) -> HttpResponse:
    """List the areas as they were on a day. What an area was judged to be is not told here."""
    asked = _asked(request)
    return render(request, "areas/organisation_areas.html", asked | {"rows": areas_on(asked["day"], request.scope)})


@never_cache
@signed_in
@require_safe
def unit(request: Request, key: str) -> HttpResponse:
    """Show one unit through time."""
    asked = _asked(request)
    found = get_object_or_404(Unit.objects.labelled(clock.today()), key=key)
    return render(request, "areas/unit.html", asked | {"found": through_time(found, asked["day"], request.scope)})


def _asked(request: Request) -> dict[str, Any]:
    """Return the day that the page is shown as of, and the years to choose from."""
    form, today = DayForm(request.GET if "datum" in request.GET else None), clock.today()
    day = form.day()
    ends = [(year, date(year, 12, 31) if year < today.year else today) for year in YEARS if year <= today.year]
    years = [(year, end.isoformat(), end == day) for year, end in ends]
    return {"day": day, "today": today, "is_today": day == today, "years": years, "query": f"?datum={day.isoformat()}"}


@never_cache
@signed_in
@require_safe
def change(request: Request, pk: int) -> HttpResponse:
    """Show one change: its state, what it moves or moved, and what can be done with it."""
    return show_change(request, get_object_or_404(OrganisationChange.objects.select_related("planned_by", "approved_by"), pk=pk))


def show_change(request: Request, row: OrganisationChange, refused: ReasonForm | None = None, action: str = "") -> HttpResponse:
    """Answer with the page of a change; `refused` is the form of `action` with its errors."""
    acts = blockers_of(row, request.scope)
    forms = {name: refused if name == action and refused else ReasonForm(auto_id=f"{name}-%s") for name in ("refuse", "cancel", "reverse")}
    sees = sees_what_moves(request.scope)
    stopped = problems_since(row) if row.is_waiting else []
    now = preview_of(Plan.of(row.plan), row.effective_on) if row.is_waiting and sees and not stopped else row.preview
    context = {
        "change": row,
        "units": Unit.objects.labelled(clock.today()).filter(changes=row),
        "acts": acts,
        "stopped": stopped,
        "forms": forms,
        "sees": sees,
        "preview": now,
        "differs": row.is_waiting and now != row.preview,
        "is_over": row.state in {ChangeState.CANCELLED, ChangeState.REVERSED},
        "has_errors": refused is not None,
    }
    return render(request, "areas/change.html", context, status=400 if refused is not None else 200)
