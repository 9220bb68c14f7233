"""Any two lists side by side: the sum, real and technical apart, and what has become of each area."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.enums import Status
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from reports.forms.comparing import REAL, TECHNICAL, CompareForm
from reports.queries.area_lineage import area_through_time
from reports.queries.comparing import Row, TwoLists, rounds_for

READERS = (Codename.VIEW_PICTURE, Codename.VIEW_NATIONAL, Codename.IMPORT_DATA)


@require_safe
@never_cache
@needs(*READERS)
def compare(request: Request) -> HttpResponse:
    """Compare the lists of two years; at first the last two that the person may compare."""
    rounds = rounds_for(request.scope)
    if len(rounds) < 2:
        return render(request, "reports/compare.html", {"too_few": True})
    last = {"fran": rounds[-2].year, "till": rounds[-1].year, "visa": ""}
    form = CompareForm(request.GET if {"fran", "till"} & request.GET.keys() else last, rounds=rounds)
    if not form.is_valid():
        return render(request, "reports/compare.html", {"form": form}, status=400)
    lists = TwoLists(*form.asked)
    rows = lists.rows()
    shown = [row for row in rows if _fits(row, form.cleaned_data["visa"])]
    context = {"form": form, "lists": lists, "sum": lists.comparison.sum, "groups": lists.groups(), "rows": shown, "total": len(rows)}
    context["boundaries"] = lists.boundaries()
    return render(request, "reports/compare.html", context)


@require_safe
@never_cache
@needs(*READERS)
def area_lineage(request: Request, slug: str) -> HttpResponse:
    """One area through time."""
    found = area_through_time(slug, request.scope)
    if found is None:
        raise Http404
    return render(request, "reports/area_lineage.html", {"area": found})


def _fits(row: Row, asked: str) -> bool:
    status = Status(row.place.status)
    return {"": True, REAL: status.is_real, TECHNICAL: status.is_technical}.get(asked, status == asked)
