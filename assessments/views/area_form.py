"""The form of one area: its questions by section, with the last answers, Noa's points and what is missing."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from areas.queries.statistics import figures_of
from assessments.boundaries import how_it_moves
from assessments.checks import missing
from assessments.forms.answers import AnswerForm
from assessments.grants import may_break_glass
from assessments.queries.categories import last_categories
from assessments.queries.edits import last_saved
from assessments.queries.glass import goes_on
from assessments.queries.markings import stale_twins
from assessments.queries.pictures import areas_for
from assessments.views.answering import Desk, desk_for, log_reading, save, sections_for
from assessments.views.object_log import owns
from assessments.views.submitting import ball_line, blocked_from_submitting, missing_links, state_key
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, require
from lagesbild.access.http import Request


@needs(Codename.VIEW_PICTURE, personal=True)
@never_cache
def area_form(request: Request, pk: int) -> HttpResponse:
    """Show the area, or save what was written about it. Who does not fill in reads the same page."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    desk = desk_for(request.scope, area.picture, area)
    if request.method == "POST":
        require(request, Codename.FILL, area.picture.unit_id)
        return _save(request, desk)
    return _show(request, desk, AnswerForm(None, asking=desk.asking) if desk.may_write else None)


def _save(request: Request, desk: Desk) -> HttpResponse:
    page = reverse("assessments:picture", args=[desk.picture.pk])
    then = {"later": page, "sign": f"{page}#lamna-in"}
    return save(request, desk, show=_show, then=then.get(request.POST.get("then", ""), request.path))


@transaction.atomic
def _show(request: Request, desk: Desk, form: AnswerForm | None, *, status: int = 200) -> HttpResponse:
    log_reading(desk, request.user)
    return render(request, "assessments/local/area.html", _context(desk, form, status), status=status)


def _context(desk: Desk, form: AnswerForm | None, status: int) -> dict[str, Any]:
    picture, area = desk.picture, desk.area
    assert area is not None  # this page is always about one
    lacking = missing(picture, desk.questions) if desk.scope.can(Codename.FILL, picture.unit_id) else []
    last = last_categories(picture.round.year).get(area.area_id) if area.area_id else None
    return {
        "area": area,
        "moved": how_it_moves(area),
        "picture": picture,
        "state": state_key(picture),
        "ball": ball_line(picture, desk.scope),
        "sections": sections_for(desk, form, compare=status == 409),
        "progress": desk.sheet.progress(desk.asking.questions, area.pk),
        "form": form,
        "may_write": form is not None,
        "unlocked": sorted(desk.asking.writable) if desk.asking.writable is not None else None,
        "missing": missing_links([row for row in lacking if row.area_id == area.pk]),
        "blocked": blocked_from_submitting(picture, desk.scope, lacking, area_id=area.pk),
        "stale": stale_twins([area.pk]),
        "last": last,
        "figures": figures_of(area.area_id),
        "saved_at": last_saved(picture, area),
        "classified_page": desk.reads_secret,
        "has_errors": status != 200,
        "owns": owns(desk.scope, picture),
        "may_review": desk.scope.can(Codename.REVIEW, picture.unit_id),
        "glass": goes_on(desk.scope, picture),
        "may_break": not desk.reads_secret and may_break_glass(desk.scope, picture),
    }
