"""What has happened to a local picture, and to one of its areas, for who owns it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models import LocalPicture
from assessments.queries.pictures import areas_for, pictures_for
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.access.scope import Scope
from lagesbild.audit.events import Event
from lagesbild.audit.object_log import Owned, about, log_page

# Noa's work that the local police area is not told of while it goes on.
NOT_TOLD = (Event.POINT_ADDED, Event.POINT_REMOVED, Event.CATEGORY_DECIDED, Event.AREA_LEFT_OUT)


def owns(scope: Scope, picture: LocalPicture) -> bool:
    """Answer whether the person answers for the picture: signs it, or decides who may read it."""
    return scope.can(Codename.SIGN, picture.unit_id) or scope.can(Codename.GIVE_GRANTS, picture.unit_id)


@needs(Codename.VIEW_PICTURE)
@never_cache
@require_safe
def picture_log(request: Request, pk: int) -> HttpResponse:
    """Show what has happened to a local picture and all of its areas."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    _require_owner(request, picture)
    name = _("%(unit)s %(year)s") % {"unit": picture.roster, "year": picture.round.year}
    owned = Owned(picture, name, reverse("assessments:picture", args=[picture.pk]), about(picture))
    return log_page(request, owned, hidden=_hidden(request))


@needs(Codename.VIEW_PICTURE)
@never_cache
@require_safe
def area_log(request: Request, pk: int) -> HttpResponse:
    """Show what has happened to one area: its answers, its decision, and who read them."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    _require_owner(request, area.picture)
    where = about(area) | about(area.picture, area=area.pk)
    decision = getattr(area, "decision", None)
    if decision is not None:
        where |= about(decision)
    owned = Owned(area, area.name, reverse("assessments:area", args=[area.pk]), where)
    return log_page(request, owned, hidden=_hidden(request))


def _require_owner(request: Request, picture: LocalPicture) -> None:
    if not owns(request.scope, picture):
        raise PermissionDenied


def _hidden(request: Request) -> tuple[Event, ...]:
    return () if request.scope.can(Codename.VIEW_NATIONAL) else NOT_TOLD
