"""The rounds: the list of them, planning, opening and closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import OrganisationChange
from areas.queries.organisation import next_change
from assessments.actions import rounds as actions
from assessments.enums import RoundState
from assessments.forms.rounds import PlanForm
from assessments.models import Round
from assessments.queries.decisions import READERS
from assessments.views.acting import require_anywhere, tell
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def round_list(request: Request) -> HttpResponse:
    """Every round: those that are planned or go on, with what can be done, and those that are over."""
    rounds = list(Round.objects.select_related("method"))
    leads = request.scope.can(Codename.LEAD)
    change = next_change() if leads else None
    decides = any(request.scope.can(codename) for codename in READERS)
    current = [
        {"round": row, "blocked": what_stops(row, change) if leads else ""}
        for row in rounds
        if row.state != RoundState.CLOSED and not row.is_historic
    ]
    over = [row for row in rounds if row.state == RoundState.CLOSED or row.is_historic]
    return render(request, "assessments/noa/rounds.html", {"current": current, "over": over, "leads": leads, "decides": decides})


def what_stops(round_: Round, change: OrganisationChange | None) -> str:
    """Return the sentence that says why the round's next step cannot be taken now; empty when it can."""
    if round_.state == RoundState.OPEN:
        waiting = actions.what_keeps_open(round_)
        return _("Du kan inte stänga omgången: %(waiting)s.") % {"waiting": "; ".join(waiting)} if waiting else ""
    why = actions.what_keeps_shut(round_, change)
    return _("Du kan inte öppna omgången: %(why)s.") % {"why": why} if why else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_PICTURE)
def plan(request: Request) -> HttpResponse:
    """Plan a round."""
    require_anywhere(request, Codename.LEAD)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planned = actions.plan_round(**form.cleaned_data, by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Omgång %(year)s är planerad. Öppna den när den ska börja.") % {"year": planned.year})
            return redirect("assessments:rounds")
    return render(request, "assessments/noa/plan_round.html", {"form": form})


@post_only
@needs(Codename.VIEW_PICTURE)
def open_round(request: Request, year: int) -> HttpResponse:
    """Open a planned round."""
    require_anywhere(request, Codename.LEAD)
    round_ = get_object_or_404(Round, year=year)
    done = _("Omgång %(year)s är öppen. Lokalpolisområdena kan börja fylla i.") % {"year": year}
    opened = tell(request, lambda: actions.open_round(round_, by=request.user), done)
    return redirect("assessments:wall", year) if opened else redirect("assessments:rounds")


@post_only
@needs(Codename.VIEW_PICTURE)
def close_round(request: Request, year: int) -> HttpResponse:
    """Close an open round."""
    require_anywhere(request, Codename.LEAD)
    round_ = get_object_or_404(Round, year=year)
    done = _("Omgång %(year)s är stängd. Den nationella lägesbilden kan sammanställas.") % {"year": year}
    tell(request, lambda: actions.close_round(round_, by=request.user), done)
    return redirect("assessments:rounds")
