"""Reviewing a local picture: read, take up, point out, return, approve."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions import review as actions
from assessments.enums import PictureState
from assessments.forms.review import PointForm, ReturnForm
from assessments.models import AreaAssessment, LocalPicture, ReviewPoint
from assessments.models.review_point import PointState
from assessments.views.acting import tell
from assessments.views.review_page import place_page
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.errors import not_now

RELATED = ("round__method", "roster", "unit", "reviewer")


def picture_for(request: Request, pk: int, *, to_review: bool) -> LocalPicture:
    """Return the picture if the person sees it (else 404) and may read its secret part, or review it (else 403)."""
    picture = get_object_or_404(LocalPicture.objects.visible_to(request.scope).select_related(*RELATED), pk=pk)
    require(request, Codename.REVIEW if to_review else Codename.VIEW_CLASSIFIED, picture.unit_id)
    return picture


@require_safe
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
@transaction.atomic
def review(request: Request, pk: int) -> HttpResponse:
    """The picture as a whole: the screening, the areas, what can be done. Deciders read it; only reviewers act."""
    return place_page(request, picture_for(request, pk, to_review=False), None)


@require_safe
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
@transaction.atomic
def review_area(request: Request, pk: int) -> HttpResponse:
    """One area of a picture."""
    area = get_object_or_404(AreaAssessment.objects.visible_to(request.scope).select_related("municipality"), pk=pk)
    return place_page(request, picture_for(request, area.picture_id, to_review=False), area)


@post_only
@needs(Codename.REVIEW, Codename.DECIDE)
def take_up(request: Request, pk: int) -> HttpResponse:
    """Take a submitted picture up for review. One of two at once wins; the other reads who was first."""
    picture = picture_for(request, pk, to_review=True)
    done = _("Du granskar nu %(lpo)s. Bollen ligger hos dig.") % {"lpo": picture.roster}
    tell(request, lambda: actions.take_up(picture, by=request.user), done)
    return redirect("assessments:review", pk)


@post_only
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
@transaction.atomic
def add_point(request: Request, pk: int) -> HttpResponse:
    """Write a point at a question. What was typed is kept when it cannot be saved."""
    picture = picture_for(request, pk, to_review=True)
    form = PointForm(request.POST, picture=picture)
    if not form.is_valid():
        return _refused(request, picture, form)
    data: dict[str, Any] = form.cleaned_data
    try:
        point = actions.add_point(picture, area=data["area"], question=data["question"], text=data["text"], by=request.user)
    except ActionDenied as error:
        form.add_error("text", str(error))
        return _refused(request, picture, form)
    messages.success(request, _("Punkt %(number)s är tillagd vid %(code)s. Den skickas när du återlämnar.") % _named(point))
    return redirect(_address(picture, data["area"], f"#{data['question'].code}"))


def _named(point: ReviewPoint) -> dict[str, object]:
    return {"number": point.number, "code": point.question.code}


def _refused(request: Request, picture: LocalPicture, form: PointForm) -> HttpResponse:
    """Show the page again with the error at the point, where the page still has a form for it."""
    area = form.cleaned_data.get("area")
    if form.non_field_errors() or form.errors.get("area") or form.errors.get("question"):
        return not_now(request, _("Punkten sparades inte: frågan eller området finns inte i den här lokala lägesbilden."))
    if picture.state != PictureState.REVIEW or picture.reviewer_id != request.user.pk:
        return not_now(request, str(form.errors["text"][0]))
    return place_page(request, picture, area, point_form=form)


def _address(picture: LocalPicture, area: AreaAssessment | None, anchor: str = "") -> Any:
    there = redirect("assessments:review_area", area.pk) if area else redirect("assessments:review", picture.pk)
    return there.url + anchor


@post_only
@needs(Codename.REVIEW, Codename.DECIDE)
def remove_point(request: Request, pk: int, point: int) -> HttpResponse:
    """Take back a point that is not sent."""
    picture = picture_for(request, pk, to_review=True)
    row = ReviewPoint.objects.filter(picture=picture, pk=point).select_related("picture", "area").first()
    if row is None:
        messages.info(request, _("Punkten finns inte längre. Den är redan borttagen."))
        return redirect("assessments:review", pk)
    done = _("Punkt %(number)s är borttagen.") % {"number": row.number}
    area = row.area
    tell(request, lambda: actions.remove_point(row, by=request.user), done)
    return redirect(_address(picture, area))


@post_only
@never_cache
@needs(Codename.REVIEW, Codename.DECIDE)
@transaction.atomic
def return_picture(request: Request, pk: int) -> HttpResponse:
    """Return the picture with its points."""
    picture = picture_for(request, pk, to_review=True)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return place_page(request, picture, None, return_form=form)
    count = ReviewPoint.objects.filter(picture=picture, state=PointState.DRAFT).count()
    words = ngettext("%(lpo)s är återlämnad med %(n)s punkt.", "%(lpo)s är återlämnad med %(n)s punkter.", count)
    done = words % {"lpo": picture.roster, "n": count}
    tell(request, lambda: actions.return_picture(picture, answer_by=form.cleaned_data["answer_by"], by=request.user), done)
    return redirect("assessments:review", pk)


@post_only
@needs(Codename.REVIEW, Codename.DECIDE)
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve the picture. Its areas can be decided after that."""
    picture = picture_for(request, pk, to_review=True)
    done = _("%(lpo)s är godkänd. Områdena kan beslutas.") % {"lpo": picture.roster}
    tell(request, lambda: actions.approve(picture, by=request.user), done)
    return redirect("assessments:review", pk)
