"""The page of one local picture: screening, areas, what is missing, signing, points and history."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.actions.pictures import submit as submit_picture
from assessments.checks import SCREENING, missing
from assessments.classified.queries import Progress
from assessments.enums import PictureState, YesNo
from assessments.forms.answers import AnswerForm
from assessments.forms.areas import KnownAreaForm, ProposeAreaForm
from assessments.grants import may_break_glass
from assessments.models import AreaAssessment, LocalPicture, ReviewPoint
from assessments.models.question import QuestionKind, Scope
from assessments.queries.categories import LastCategory, last_categories
from assessments.queries.edits import last_saved
from assessments.queries.glass import goes_on
from assessments.queries.pictures import current_pictures, history_of_picture, known_areas_to_add, own_pictures, pictures_for
from assessments.views.answering import Desk, desk_for, log_reading, save, sections_for
from assessments.views.object_log import owns
from assessments.views.submitting import ball_line, blocked_from_submitting, missing_by_area, state_key
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import short_date


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of the picture in its list."""

    area: AreaAssessment
    progress: Progress | None
    last: LastCategory | None
    is_proposed: bool
    open_points: list[int]


@needs(Codename.FILL)
def my_picture(request: Request) -> HttpResponse:
    """Lead to the person's local picture of the round that is open; to the list when there is none, or several."""
    rows = current_pictures(request.scope)
    return redirect("assessments:picture", rows[0].pk) if len(rows) == 1 else redirect("assessments:pictures")


@needs(Codename.FILL)
def pictures(request: Request) -> HttpResponse:
    """List the person's own local pictures, round by round."""
    return render(request, "assessments/local/pictures.html", {"rows": [(row, state_key(row)) for row in own_pictures(request.scope)]})


@needs(Codename.VIEW_PICTURE, personal=True)
@never_cache
def picture(request: Request, pk: int) -> HttpResponse:
    """Show a local picture, or save its screening. Who does not fill in reads the same page."""
    row = get_object_or_404(pictures_for(request.scope), pk=pk)
    desk = desk_for(request.scope, row, None)
    if request.method == "POST":
        require(request, Codename.FILL, row.unit_id)
        return _save(request, desk)
    return show_picture(request, desk, AnswerForm(None, asking=desk.asking) if desk.may_write else None)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def submit(request: Request, pk: int) -> HttpResponse:
    """Sign and submit. When something is missing, the page shows what."""
    row = get_object_or_404(pictures_for(request.scope), pk=pk)
    require(request, Codename.SIGN, row.unit_id)
    try:
        done = submit_picture(row, by=request.user)
    except ActionDenied as error:
        desk = desk_for(request.scope, row, None)
        messages.error(request, str(error))
        form = AnswerForm(None, asking=desk.asking) if desk.may_write else None
        return show_picture(request, desk, form, status=400, focus_missing=True)
    messages.success(request, _("Inlämnat. Noa svarar senast %(day)s.") % {"day": short_date(done.due)})
    return redirect("assessments:picture", row.pk)


def _save(request: Request, desk: Desk) -> HttpResponse:
    return save(request, desk, show=show_picture, then="worklist" if request.POST.get("then") == "later" else request.path)


@transaction.atomic
def show_picture(request: Request, desk: Desk, form: AnswerForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with the page; `more` replaces parts of what it shows, such as a form that was refused."""
    log_reading(desk, request.user)
    context = _context(desk, form, status) | _adding(desk) | more
    return render(request, "assessments/local/picture.html", context, status=status)


def _context(desk: Desk, form: AnswerForm | None, status: int) -> dict[str, Any]:
    row = desk.picture
    areas = _area_rows(desk)
    lacking = missing(row, desk.questions) if desk.scope.can(Codename.FILL, row.unit_id) else []
    return {
        "picture": row,
        "state": state_key(row),
        "ball": ball_line(row, desk.scope),
        "sections": sections_for(desk, form, compare=status == 409),
        "areas": areas,
        "form": form,
        "may_write": form is not None,
        "is_ours": desk.scope.can(Codename.FILL, row.unit_id),
        "missing": missing_by_area(row, lacking, [area.area for area in areas]),
        "blocked": blocked_from_submitting(row, desk.scope, lacking),
        "is_zero": _is_zero(desk),
        "turns": _turns(desk.points),
        "may_answer": desk.scope.can(Codename.FILL, row.unit_id) and row.state == PictureState.RETURNED,
        "history": history_of_picture(row),
        "saved_at": last_saved(row, None),
        "classified_page": desk.reads_secret,
        "has_errors": status != 200,
        "owns": owns(desk.scope, row),
        "may_review": desk.scope.can(Codename.REVIEW, row.unit_id),
        "glass": goes_on(desk.scope, row),
        "may_see_extensions": desk.scope.can(Codename.FILL, row.unit_id) or desk.scope.can(Codename.LEAD),
        "may_break": not desk.reads_secret and may_break_glass(desk.scope, row),
        "may_sign": desk.scope.can(Codename.SIGN, row.unit_id),
    }


def _adding(desk: Desk) -> dict[str, Any]:
    """Return the forms that add areas, while areas may be added."""
    open_for_areas = desk.picture.state in {PictureState.NONE, PictureState.DRAFT} and desk.scope.can(Codename.FILL, desk.picture.unit_id)
    if not open_for_areas:
        return {"may_add": False}
    versions = known_areas_to_add(desk.picture)
    return {"may_add": True, "propose_form": ProposeAreaForm(), "known_form": KnownAreaForm(versions=versions) if versions else None}


def _area_rows(desk: Desk) -> list[AreaRow]:
    questions = [row for row in desk.questions if row.scope == Scope.AREA]
    proposal = next((row for row in questions if row.kind == QuestionKind.PROPOSAL), None)
    last = last_categories(desk.picture.round.year)
    found = []
    for area in AreaAssessment.objects.filter(picture=desk.picture).select_related("municipality"):
        waiting = [row.number for row in desk.points if row.area_id == area.pk and row.turn == desk.picture.turn and not row.words.answer]
        is_proposed = proposal is not None and desk.sheet.is_done(proposal, area.pk)
        found.append(AreaRow(area, desk.sheet.progress(questions, area.pk), last.get(area.area_id or 0), is_proposed, waiting))
    return found


def _is_zero(desk: Desk) -> bool:
    """Answer whether S2 is answered no, as far as the person may read it."""
    screening = next((row.pk for row in desk.questions if row.code == SCREENING), None)
    answer = desk.asking.sheet.secret.get((None, screening)) if screening else None
    return answer is not None and answer.choice == YesNo.NO


def _turns(points: list[ReviewPoint]) -> list[tuple[int, list[ReviewPoint]]]:
    """Return the points by return, counted from one, the latest first."""
    turns: dict[int, list[ReviewPoint]] = {}
    for point in points:
        turns.setdefault(point.turn - 1, []).append(point)
    return sorted(turns.items(), reverse=True)


def own_picture_or_404(request: Request, pk: int) -> LocalPicture:
    """Return a picture that the person may read and fill in: a stranger's is not there, another's is refused."""
    row = get_object_or_404(pictures_for(request.scope), pk=pk)
    require(request, Codename.FILL, row.unit_id)
    return row
