"""The page of a review: one place (the screening, or one area) with its answers, its points and what can be done."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.queries.statistics import figures_of
from assessments.boundaries import how_it_moves, overlaps_when_approved
from assessments.classified.comparison import Comparison, Row, compare_place
from assessments.classified.reading import point_words, proposal_of
from assessments.desk import READABLE, desk_of, suggested_answer_day
from assessments.forms.review import PointForm, ReturnForm
from assessments.models import AreaAssessment, LocalPicture, Question, ReviewPoint
from assessments.models.question import Scope
from assessments.models.review_point import PointState
from assessments.queries.categories import last_categories
from assessments.queries.markings import markings_of, stale_twins, text_markings
from assessments.queries.people import role_lines
from lagesbild import audit
from lagesbild.access.http import Request
from lagesbild.audit.events import Event


def place_page(
    request: Request,
    picture: LocalPicture,
    area: AreaAssessment | None,
    *,
    point_form: PointForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    """Show the page, and log that its secret part was read. Runs inside the view's transaction."""
    audit.record(Event.CLASSIFIED_READ, obj=picture, by=request.user, detail={"page": "review", "area": area.pk if area else None})
    if area is not None:
        area.picture = picture  # read already, with its round
    points = list(ReviewPoint.objects.filter(picture=picture).select_related("question", "area"))
    readable = picture.state in READABLE
    context = _aside(request, picture, points, return_form) | {
        "picture": picture,
        "area": area,
        "moved": how_it_moves(area) if area else None,
        "overlaps": overlaps_when_approved(picture).get(area.pk) if area else None,
        "readable": readable,
        "classified_page": True,
        "figures": figures_of(area.area_id) if area else None,
    }
    context["points"] = _with_words(picture, points, request)
    context["areas"] = _areas(picture)
    context["submitted_by"] = role_lines([picture.submitted_by_id]).get(picture.submitted_by_id or 0, "")
    context["next_area"] = _next(context["areas"], area)
    if readable:
        context |= _answers(request, picture, area, context["points"], point_form)
    context["has_errors"] = bool((point_form and point_form.errors) or (return_form and return_form.errors))
    return render(request, "assessments/noa/review.html", context)


def _aside(request: Request, picture: LocalPicture, points: list[ReviewPoint], form: ReturnForm | None) -> dict[str, Any]:
    drafts = [point for point in points if point.state == PointState.DRAFT]
    words = ngettext("Återlämna med %(n)s punkt", "Återlämna med %(n)s punkter", len(drafts)) % {"n": len(drafts)}
    return {
        "desk": desk_of(picture, points, request.user, request.scope),
        "drafts": len(drafts),
        "sections": sorted({point.question.section_code for point in drafts}),
        "return_label": words if drafts else _("Återlämna"),
        "return_form": form or ReturnForm(initial={"answer_by": suggested_answer_day(picture)}),
    }


def _with_words(picture: LocalPicture, points: list[ReviewPoint], request: Request) -> list[dict[str, Any]]:
    words = point_words(points, request.scope)
    own = text_markings(picture, request.scope).points if points else {}
    return [
        {"point": point, "words": words.get(point.pk), "is_draft": point.state == PointState.DRAFT, "marking": own.get(point.pk)}
        for point in points
    ]


def _areas(picture: LocalPicture) -> list[dict[str, Any]]:
    last = last_categories(picture.round.year)
    rows = AreaAssessment.objects.filter(picture=picture).select_related("municipality", "decision")
    return [{"area": row, "last": last.get(row.area_id) if row.area_id else None} for row in rows]


def _next(areas: list[dict[str, Any]], area: AreaAssessment | None) -> AreaAssessment | None:
    """Return the area after this one; the first one from the screening."""
    rows = [row["area"] for row in areas]
    if area is None:
        return rows[0] if rows else None
    place = next((number for number, row in enumerate(rows) if row.pk == area.pk), len(rows))
    return rows[place + 1] if place + 1 < len(rows) else None


def _answers(
    request: Request, picture: LocalPicture, area: AreaAssessment | None, points: list[dict[str, Any]], wrong: PointForm | None
) -> dict[str, Any]:
    scope = Scope.AREA if area else Scope.LPO
    questions = list(Question.objects.filter(method=picture.round.method_id, scope=scope))
    comparison = compare_place(picture, area, questions, request.scope)
    markings = markings_of(questions)
    here = defaultdict(list)
    for row in points:
        if row["point"].area_id == (area.pk if area else None):
            here[row["point"].question_id].append(row)
    proposal = proposal_of(area, request.scope) if area else None
    return {
        "comparison": comparison,
        "rows": [
            _row(row, picture, area, here[row.question.pk], wrong) | {"marking": markings.get(row.question.pk)} for row in comparison.rows
        ],
        "proposal_marking": next((markings.get(row.pk) for row in questions if row.kind == "proposal"), None),
        "stale": stale_twins([area.pk]) if area else [],
        "movers": _movers(comparison, here),
        "proposal": proposal,
        "proposal_question": next((question for question in questions if question.kind == "proposal"), None),
    }


def _row(
    row: Row, picture: LocalPicture, area: AreaAssessment | None, points: list[dict[str, Any]], wrong: PointForm | None
) -> dict[str, Any]:
    code = row.question.code
    is_wrong = wrong is not None and wrong.data.get("question") == code
    initial = {"question": code, "area": area.pk if area else None}
    form = wrong if wrong is not None and is_wrong else PointForm(initial=initial, picture=picture)
    form.auto_id = f"punkt-{code}-%s"
    return {"row": row, "points": points, "form": form, "open": is_wrong}


def _movers(comparison: Comparison, points: dict[int, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"mover": mover, "points": points.get(mover.question.pk, [])} for mover in comparison.movers]
