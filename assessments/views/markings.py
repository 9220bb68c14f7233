"""The markings of secrecy that are due for review: of questions for those who approve methods, of single texts for those who own them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions import markings as actions
from assessments.models import Marking
from assessments.models.marking import REVIEWED_WITH
from assessments.queries.markings import RELATED, RELATED_TOO, due_markings, markings_to_review
from assessments.views.acting import tell
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def markings(request: Request) -> HttpResponse:
    """Show what is due, and the days that come."""
    if not any(request.scope.can(codename) for codename in REVIEWED_WITH.values()):
        raise PermissionDenied
    rows = markings_to_review(request.scope).select_related(*RELATED, *RELATED_TOO).order_by("review_by", "question__order", "pk")
    due = set(due_markings(request.scope).values_list("pk", flat=True))
    context = {"due": [row for row in rows if row.pk in due], "others": [row for row in rows if row.pk not in due]}
    return render(request, "assessments/noa/markings.html", context)


@post_only
@needs(Codename.VIEW_PICTURE)
def renew(request: Request, pk: int) -> HttpResponse:
    """Keep a marking for another period."""
    row = _to_review(request, pk)
    done = _("Markeringen av %(code)s är förnyad.") % {"code": row.where}
    tell(request, lambda: actions.renew_marking(row, by=request.user), done)
    return redirect("assessments:markings")


@post_only
@needs(Codename.VIEW_PICTURE)
def lift(request: Request, pk: int) -> HttpResponse:
    """Lift a marking. Nothing becomes open by that."""
    row = _to_review(request, pk)
    words = {"code": row.where}
    if row.question is not None:
        done = _("Markeringen av %(code)s är hävd. Svaren ligger kvar i den slutna delen.") % words
    else:
        done = _("Markeringen av %(code)s är hävd. Texten ligger kvar i den slutna delen, på den grund som gäller för frågan.") % words
    tell(request, lambda: actions.lift_marking(row, by=request.user), done)
    return redirect("assessments:markings")


def _to_review(request: Request, pk: int) -> Marking:
    """Return the marking if the person may know of it (else 404) and reviews it (else 403)."""
    row = get_object_or_404(Marking.objects.visible_to(request.scope).select_related(*RELATED, *RELATED_TOO), pk=pk)
    if not request.scope.can(REVIEWED_WITH[row.kind], row.unit_id):
        raise PermissionDenied
    return row
