"""Reading a local picture in an emergency, and the review of such readings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions import break_glass as actions
from assessments.actions.personal_grants import end_grant
from assessments.forms.break_glass import GlassForm, GlassReviewForm
from assessments.grants import GLASS_REVIEWERS, may_end
from assessments.models import LocalPicture, PersonalGrant
from assessments.models.personal_grant import GLASS_TIME
from assessments.queries.glass import readings_for, what_was_read
from assessments.queries.people import role_lines
from assessments.queries.pictures import pictures_for
from assessments.views.acting import tell
from lagesbild import audit, clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import time

TOLD = (*GLASS_REVIEWERS, Codename.BREAK_GLASS)


@needs(Codename.VIEW_PICTURE)
@never_cache
def break_glass(request: Request, pk: int) -> HttpResponse:
    """Ask for reason and case number, and open the classified part for a few hours. A neighbour's picture is not there (404)."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    require(request, Codename.BREAK_GLASS, picture.unit_id)
    if request.method != "POST":
        return _ask(request, picture, GlassForm())
    form = GlassForm(request.POST)
    if form.is_valid():
        try:
            given = actions.break_glass(picture, by=request.user, **form.cleaned_data)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Du läser i nödläge till kl. %(time)s.") % {"time": time(given.until)})
            return redirect("assessments:picture", picture.pk)
    return _ask(request, picture, form, status=400)


def _ask(request: Request, picture: LocalPicture, form: GlassForm, *, status: int = 200) -> HttpResponse:
    why = actions.what_blocks_glass(picture, request.user)
    blocked = _("Du kan inte läsa i nödläge: %(why)s.") % {"why": why} if why else ""
    context = {"picture": picture, "form": form, "blocked": blocked, "hours": GLASS_TIME.seconds // 3600}
    return render(request, "assessments/local/break_glass.html", context, status=status)


@require_safe
@never_cache
@needs(*TOLD)
def readings(request: Request) -> HttpResponse:
    """List the emergency readings that the person is told of: those that wait for review, the oldest first, then the others."""
    rows = list(readings_for(request.scope).order_by("given_at", "pk"))
    waiting = [row for row in rows if not hasattr(row, "review")]
    done = [row for row in reversed(rows) if hasattr(row, "review")]
    context = {"waiting": waiting, "done": done, "people": role_lines(row.user_id for row in rows)}
    return render(request, "assessments/local/glass_list.html", context)


@needs(*TOLD)
@never_cache
def reading(request: Request, pk: int) -> HttpResponse:
    """Show an emergency reading with what was read meanwhile, and take what its review showed."""
    row = get_object_or_404(readings_for(request.scope), pk=pk)
    if request.method != "POST":
        return _page(request, row, GlassReviewForm())
    form = GlassReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.review_glass(row, by=request.user, **form.found())
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Läsningen är granskad."))
            return redirect("assessments:glass", row.pk)
    return _page(request, row, form, status=400)


@needs(*TOLD)
@post_only
def end(request: Request, pk: int) -> HttpResponse:
    """End an emergency reading before its time."""
    row = get_object_or_404(readings_for(request.scope), pk=pk)
    if not may_end(request.scope, row):
        raise PermissionDenied
    tell(request, lambda: end_grant(row, by=request.user), _("Läsningen i nödläge är avslutad."))
    return redirect("assessments:glass", row.pk)


@transaction.atomic
def _page(request: Request, row: PersonalGrant, form: GlassReviewForm, *, status: int = 200) -> HttpResponse:
    picture, review = row.picture, getattr(row, "review", None)
    why = "" if review else actions.what_blocks_review(row, request.user)
    context: dict[str, Any] = {
        "row": row,
        "picture": picture,
        "review": review,
        "form": form,
        "blocked": _("Du kan inte granska läsningen: %(why)s.") % {"why": why} if why else "",
        "holds": row.over_at > clock.now(),
        "may_see": request.scope.can(Codename.VIEW_PICTURE, picture.unit_id),
        "people": role_lines([row.user_id, review.reviewed_by_id if review else None]),
        "read": what_was_read(row),
    }
    audit.record(Event.AUDIT_READ, obj=picture, by=request.user, detail={"grant": row.pk})
    return render(request, "assessments/local/glass.html", context, status=status)
