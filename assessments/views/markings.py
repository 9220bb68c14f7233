"""The markings of secrecy that are due for review, for those who approve methods."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions import markings as actions
from assessments.models import Marking
from assessments.queries.markings import due_markings
from assessments.views.acting import require_anywhere, tell
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def markings(request: Request) -> HttpResponse:
    """Show what is due, and the days that come."""
    require_anywhere(request, Codename.APPROVE_METHOD)
    rows = Marking.objects.select_related("question__method", "ground", "marked_by").order_by("review_by", "question__order")
    due = set(due_markings().values_list("pk", flat=True))
    context = {"due": [row for row in rows if row.pk in due], "others": [row for row in rows if row.pk not in due]}
    return render(request, "assessments/noa/markings.html", context)


@post_only
@needs(Codename.VIEW_PICTURE)
def renew(request: Request, pk: int) -> HttpResponse:
    """Keep a marking for another period."""
    require_anywhere(request, Codename.APPROVE_METHOD)
    row = get_object_or_404(Marking.objects.select_related("question"), pk=pk)
    done = _("Markeringen av %(code)s är förnyad.") % {"code": row.question.code}
    tell(request, lambda: actions.renew_marking(row, by=request.user), done)
    return redirect("assessments:markings")


@post_only
@needs(Codename.VIEW_PICTURE)
def lift(request: Request, pk: int) -> HttpResponse:
    """Lift a marking. Nothing becomes open by that."""
    require_anywhere(request, Codename.APPROVE_METHOD)
    row = get_object_or_404(Marking.objects.select_related("question"), pk=pk)
    done = _("Markeringen av %(code)s är hävd. Svaren ligger kvar i den slutna delen.") % {"code": row.question.code}
    tell(request, lambda: actions.lift_marking(row, by=request.user), done)
    return redirect("assessments:markings")
