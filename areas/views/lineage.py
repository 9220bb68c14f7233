"""How areas come from one another between two years: proposals with their evidence, and what a person decides."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas import lineages
from areas.actions.lineage import decide_lineage, reject_lineage, undo_lineage, undo_rejection
from areas.forms.lineage import LineageForm
from areas.models import Lineage, LineageRejection
from areas.queries.proposals import Between
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.swedish import swedish_key

REJECT = "avvisa"


@require_safe
@never_cache
@needs(Codename.IMPORT_DATA)
def latest(request: Request) -> HttpResponse:
    """Go to the last two years that have a list."""
    years = list(lineages.years())
    if len(years) < 2:
        return render(request, "areas/lineage.html", {"too_few": True})
    return redirect("areas:lineage", *years[-2:])


@require_safe
@never_cache
@needs(Codename.IMPORT_DATA)
def lineage(request: Request, since: int, until: int) -> HttpResponse:
    """Show what is proposed between two years, and what is decided."""
    return _page(request, _between(since, until), None)


@post_only
@never_cache
@needs(Codename.IMPORT_DATA)
def decide(request: Request, since: int, until: int) -> HttpResponse:
    """Decide what became of areas, as proposed or otherwise; or say no to the proposal."""
    between = _between(since, until)
    form = _form(between, request.POST)
    if not form.is_valid():
        return _page(request, between, form)
    data = form.cleaned_data
    rejects = request.POST.get("act") == REJECT
    act = reject_lineage if rejects else decide_lineage
    pairs = between.pairs_of_areas(data["kind"], data["before"], data["after"])
    try:
        act(pairs, kind=data["kind"], year=until, reason=data["reason"], by=request.user)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, between, form)
    messages.success(request, _("Förslaget är avvisat.") if rejects else _("Härkomsten är avgjord."))
    return redirect("areas:lineage", since, until)


@post_only
@needs(Codename.IMPORT_DATA)
def undo(request: Request, since: int, until: int, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = get_object_or_404(Lineage, pk=pk)
    return _undone(request, lambda: undo_lineage(row, by=request.user), since, until)


@post_only
@needs(Codename.IMPORT_DATA)
def propose_again(request: Request, since: int, until: int, pk: int) -> HttpResponse:
    """Take a no back."""
    row = get_object_or_404(LineageRejection, pk=pk)
    return _undone(request, lambda: undo_rejection(row, by=request.user), since, until)


def _undone(request: Request, act: Any, since: int, until: int) -> HttpResponse:
    try:
        act()
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Det är ångrat."))
    return redirect("areas:lineage", since, until)


def _between(since: int, until: int) -> Between:
    years = lineages.years()
    if since not in years or until not in years or since >= until:
        raise Http404
    return Between(since, until, years)


def _form(between: Between, data: Any = None) -> LineageForm:
    before, after = (
        dict(sorted(((key, row.name) for key, row in rows.items()), key=lambda pair: swedish_key(pair[1])))
        for rows in (between.before, between.after)
    )
    return LineageForm(data, before=before, after=after)


def _page(request: Request, between: Between, refused: LineageForm | None) -> HttpResponse:
    """Show the page; `refused` is what was sent and could not be done, with what was written in it."""
    years = list(lineages.years())
    context = {
        "between": between,
        "suggested": between.suggested(),
        "unchanged": between.unchanged(),
        "settled": between.settled(),
        "rejected": between.rejected(),
        "form": refused or _form(between),
        "is_refused": refused is not None,
        "kinds": LineageForm.base_fields["kind"].choices,  # type: ignore[attr-defined]
        "steps": list(pairwise(years)),
    }
    return render(request, "areas/lineage.html", context, status=400 if refused else 200)
