"""Marking one classified text on a ground of its own: an answer, a point, the grounds of a decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.actions import markings as actions
from assessments.classified.marked import general_ground
from assessments.forms.grounds import TextGroundForm
from assessments.models import AreaAssessment, Decision, LocalPicture, Marking, Question, ReviewPoint
from assessments.models.marking import MARKED_WITH
from assessments.models.question import Scope
from assessments.queries.pictures import areas_for, pictures_for
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_PICTURE, personal=True)
def mark_answer(request: Request, pk: int, question: int) -> HttpResponse:
    """The answer to a question about the whole local police area."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    return _mark(request, _answer(picture, None, question), reverse("assessments:picture", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_PICTURE, personal=True)
def mark_area_answer(request: Request, pk: int, question: int) -> HttpResponse:
    """The answer to a question about one area, the description among them."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    return _mark(request, _answer(area.picture, area, question), reverse("assessments:area", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
def mark_point(request: Request, pk: int, point: int) -> HttpResponse:
    """A point and its answer."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    require(request, Codename.REVIEW, picture.unit_id)
    row = get_object_or_404(ReviewPoint.objects.select_related("question", "area"), picture=picture, pk=point)
    back = reverse("assessments:review_area", args=[row.area_id]) if row.area_id else reverse("assessments:review", args=[pk])
    return _mark(request, Marking(picture=picture, point=row), back)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
def mark_decision(request: Request, pk: int) -> HttpResponse:
    """The classified grounds of the decision on an area."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    decision = get_object_or_404(Decision.objects.select_related("assessment"), assessment=area)
    return _mark(request, Marking(picture=area.picture, decision=decision), reverse("assessments:decide", args=[pk]))


def _answer(picture: LocalPicture, area: AreaAssessment | None, pk: int) -> Marking:
    """Return the place of an answer: the question is one of the picture's method, and asked about this kind of place."""
    asked = Question.objects.filter(method=picture.round.method_id, scope=Scope.AREA if area else Scope.LPO)
    return Marking(picture=picture, area=area, answer_to=get_object_or_404(asked, pk=pk))


def _mark(request: Request, text: Marking, back: str) -> HttpResponse:
    """Show the form, or mark the text and go back to it. The text itself is not on this page."""
    assert text.unit_id is not None  # it stands in a picture
    require(request, MARKED_WITH[text.kind], text.unit_id)
    form = TextGroundForm(request.POST if request.method == "POST" else None, grounds=actions.grounds_for(text))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.mark_text(text, ground=form.cleaned_data["ground"], by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(place)s är markerad på en egen grund: %(ground)s.") % {"place": row.where, "ground": row.ground})
            return redirect(back)
    why = actions.what_blocks_marking(text)
    context = {
        "text": text,
        "form": form,
        "back": back,
        "general": general_ground(text),
        "blocked": _("Du kan inte markera texten: %(why)s.") % {"why": why} if why else "",
    }
    return render(request, "assessments/mark_text.html", context, status=400 if form.errors else 200)
