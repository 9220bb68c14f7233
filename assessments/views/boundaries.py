"""Drawing the boundary of one area: on a map for whoever has a script, as corners in text for everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from areas.geo import checks
from areas.geo.country import municipalities
from areas.geo.difference import moved
from areas.geo.points import as_lines
from areas.geo.shapes import polygon, stored
from assessments.actions.boundaries import draw_boundary, take_back_boundary
from assessments.boundaries import Neighbour, boundary_question, drawn_boundary, last_boundary, later_boundary, neighbours, problems
from assessments.checks import unlocked_sections
from assessments.forms.boundaries import BoundaryForm
from assessments.models import AreaAssessment
from assessments.queries.pictures import areas_for
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.ui.errors import not_now

MIDDLE_OF_SWEDEN = (575_000.0, 6_750_000.0)  # SWEREF 99 TM: where the map begins when nothing is known of the place


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_PICTURE, personal=True)
def boundary(request: Request, pk: int) -> HttpResponse:
    """Show how the area's boundary goes, and let whoever fills in draw it anew."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    if request.method != "POST":
        return _show(request, area, None)
    require(request, Codename.FILL, area.picture.unit_id)
    form = BoundaryForm(request.POST)
    if not form.is_valid():
        return _show(request, area, form, status=400)
    if "prova" in request.POST:
        return _show(request, area, form, tried=form.shape)
    try:
        draw_boundary(area, form.shape, reason=form.cleaned_data["skal"], version=form.cleaned_data["version"], by=request.user)
    except (ActionDenied, Stale) as error:
        form.add_error(None, str(error))
        return _show(request, area, form, tried=form.shape, status=409 if isinstance(error, Stale) else 400)
    messages.success(request, _("Gränsen för %(area)s är sparad.") % {"area": area.name})
    return redirect("assessments:boundary", pk)


@post_only
@never_cache
@needs(Codename.VIEW_PICTURE, personal=True)
def take_back(request: Request, pk: int) -> HttpResponse:
    """Throw away what was drawn."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    require(request, Codename.FILL, area.picture.unit_id)
    try:
        take_back_boundary(area, version=_version(request), by=request.user)
    except (ActionDenied, Stale) as error:
        return not_now(request, str(error))
    messages.success(request, _("Den ritade gränsen är borttagen. Den förra gäller."))
    return redirect("assessments:boundary", pk)


def _version(request: Request) -> int:
    """Return the version that the person read; none that can be when it is missing."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _show(
    request: Request, area: AreaAssessment, form: BoundaryForm | None, *, tried: BaseGeometry | None = None, status: int = 200
) -> HttpResponse:
    last, drawn = last_boundary(area), drawn_boundary(area)
    before = polygon(last.geometry) if last else None
    now = polygon(drawn.geometry) if drawn else before
    near = neighbours(area, now)
    seen = tried if tried is not None and not checks.faults(tried) else now
    refused, told = problems(area, tried) if tried is not None else ([], [])
    may_write = _may_write(request, area)
    context = {
        "area": area,
        "picture": area.picture,
        "last": last,
        "drawn": drawn,
        "tried": tried,
        "refused": refused,
        "told": told,
        "moved": moved(None if seen is before else before, seen, area.name, width=560, height=360) if seen is not None else None,
        "near_names": [other.name for other in near],
        "form": (form or _form(area, now, drawn.reason if drawn else "")) if may_write else None,
        "blocked": _blocked(area),
        "drawing": _drawing(area, before, near),
        "has_errors": status >= 400,
    }
    return render(request, "assessments/local/boundary.html", context, status=status)


def _may_write(request: Request, area: AreaAssessment) -> bool:
    """Answer whether the person can draw now: the section that asks for the boundary is theirs to write in."""
    question = boundary_question(area)
    if question is None or later_boundary(area) or not request.scope.can(Codename.FILL, area.picture.unit_id):
        return False
    unlocked = unlocked_sections(area.picture, area.picture.points.select_related("question"), area.pk)
    return unlocked is None or question.section_code in unlocked


def _blocked(area: AreaAssessment) -> str:
    why = later_boundary(area)
    return _("Du kan inte rita om gränsen: %(why)s.") % {"why": why} if why else ""


def _form(area: AreaAssessment, now: Any, reason: str) -> BoundaryForm:
    return BoundaryForm(initial={"horn": as_lines(now) if now is not None else "", "skal": reason, "version": area.version})


def _drawing(area: AreaAssessment, before: BaseGeometry | None, near: list[Neighbour]) -> dict[str, Any]:
    """Return what the map on the page draws under the boundary: the one before, and the neighbours. Metres, east before north."""
    municipality = municipalities().get(area.municipality.code)
    middle = municipality.representative_point() if municipality is not None else Point(*MIDDLE_OF_SWEDEN)
    return {
        "middle": [middle.y, middle.x],
        "before": stored(before)["coordinates"] if before is not None else [],
        "near": [{"name": other.name, "coordinates": stored(other.shape)["coordinates"]} for other in near],
    }
