"""Who can read a local picture and why, and the personal grants that are given and ended there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.actions import personal_grants as actions
from assessments.forms.personal_grants import GrantForm
from assessments.grants import levels_for, may_end, may_give, may_review_glass
from assessments.models import LocalPicture, PersonalGrant
from assessments.queries.glass import goes_on
from assessments.queries.pictures import pictures_for
from assessments.queries.readers import readers_of
from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.queries import readings_of
from lagesbild.exceptions import ActionDenied


@needs(Codename.VIEW_PICTURE, personal=True)
@never_cache
def readers(request: Request, pk: int) -> HttpResponse:
    """Show who can read the picture, and why."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    return _page(request, picture, None)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def give(request: Request, pk: int) -> HttpResponse:
    """Give one person reading of the picture for a time."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    if not may_give(request.scope, picture):
        raise PermissionDenied
    form = GrantForm(request.POST, levels=levels_for(request.scope, picture))
    if form.is_valid():
        try:
            given = actions.give_grant(picture, by=request.user, **form.given())
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(who)s kan läsa lägesbilden.") % {"who": given.user.username})
            return redirect("assessments:readers", picture.pk)
    return _page(request, picture, form, status=400)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def end(request: Request, pk: int) -> HttpResponse:
    """End a personal grant before its time."""
    grant = get_object_or_404(PersonalGrant.objects.select_related("picture", "user"), pk=pk)
    if not pictures_for(request.scope).filter(pk=grant.picture_id).exists():
        raise Http404
    if not may_end(request.scope, grant):
        raise PermissionDenied
    actions.end_grant(grant, by=request.user)
    messages.success(request, _("Behörigheten för %(who)s är avslutad.") % {"who": grant.user.username})
    return redirect("assessments:readers", grant.picture_id)


@transaction.atomic
def _page(request: Request, picture: LocalPicture, form: GrantForm | None, *, status: int = 200) -> HttpResponse:
    giving = may_give(request.scope, picture)
    if giving and form is None:
        form = GrantForm(levels=levels_for(request.scope, picture))
    context: dict[str, Any] = {
        "picture": picture,
        "readers": readers_of(picture),
        "form": form if giving else None,
        "may_end": giving,
        "may_review_glass": may_review_glass(request.scope, picture.unit_id),
        "glass": goes_on(request.scope, picture),
    }
    if giving:
        context["readings"] = readings_of(picture)
        audit.record(Event.AUDIT_READ, obj=picture, by=request.user)
    return render(request, "assessments/local/readers.html", context, status=status)
