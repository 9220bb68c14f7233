"""Adding areas to a local picture and taking them back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.actions import pictures as actions
from assessments.actions import twins
from assessments.forms.answers import AnswerForm
from assessments.forms.areas import KnownAreaForm, ProposeAreaForm
from assessments.models import LocalPicture
from assessments.queries.pictures import areas_for, known_areas_to_add
from assessments.views.acting import tell
from assessments.views.answering import desk_for
from assessments.views.local_picture import own_picture_or_404, show_picture
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def propose_area(request: Request, pk: int) -> HttpResponse:
    """Add a new area by name and municipality, and lead to its form."""
    picture = own_picture_or_404(request, pk)
    form = ProposeAreaForm(request.POST)
    if form.is_valid():
        try:
            area = actions.propose_area(picture, by=request.user, **form.cleaned_data)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(area)s är tillagt.") % {"area": area.name})
            return redirect("assessments:area", area.pk)
    return _show_refused(request, picture, propose_form=form)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def add_known_area(request: Request, pk: int) -> HttpResponse:
    """Take up a known area, and lead to its form."""
    picture = own_picture_or_404(request, pk)
    form = KnownAreaForm(request.POST, versions=known_areas_to_add(picture))
    if form.is_valid():
        try:
            area = actions.add_known_area(picture, version=form.version(), by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(area)s är tillagt.") % {"area": area.name})
            return redirect("assessments:area", area.pk)
    return _show_refused(request, picture, known_form=form)


@needs(Codename.VIEW_PICTURE)
@post_only
def withdraw_area(request: Request, pk: int) -> HttpResponse:
    """Take back an area that was proposed in this round."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    require(request, Codename.FILL, area.picture.unit_id)
    picture_id = area.picture_id
    tell(request, lambda: actions.withdraw_area(area, by=request.user), _("%(area)s är borttaget.") % {"area": area.name})
    return redirect("assessments:picture", picture_id)


@needs(Codename.VIEW_PICTURE)
@post_only
def confirm_twin(request: Request, pk: int) -> HttpResponse:
    """Say that the open formulation still fits the changed source."""
    area = get_object_or_404(areas_for(request.scope), pk=pk)
    require(request, Codename.FILL, area.picture.unit_id)
    code = request.POST.get("code", "")
    tell(request, lambda: twins.confirm_twin(area, by=request.user, code=code), _("Den öppna formuleringen är bekräftad."))
    return redirect("assessments:area", pk)


def _show_refused(request: Request, picture: LocalPicture, **forms: object) -> HttpResponse:
    desk = desk_for(request.scope, picture, None)
    answer_form = AnswerForm(None, asking=desk.asking) if desk.may_write else None
    return show_picture(request, desk, answer_form, status=400, may_add=True, add_open=True, **forms)
