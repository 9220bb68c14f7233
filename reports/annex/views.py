"""The classified annex: only for who needs it, never kept by a browser, and every reading is logged."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.object_log import Owned, about, log_page
from lagesbild.exceptions import ActionDenied
from reports.annex import actions
from reports.annex.forms import CopyForm, EndForm
from reports.annex.models import AnnexCopy, CopyState
from reports.annex.queries import copies_of, copies_out, is_superseded, pictures_with_annex, readers_of_annex, regions_of
from reports.models import NationalPicture

# A picture has a log of its own work; these are of its annex.
OF_THE_ANNEX = (Event.ANNEX_READ, Event.ANNEX_COPY_TAKEN, Event.ANNEX_COPY_ENDED, Event.AUDIT_READ)


@require_safe
@never_cache
@needs(Codename.VIEW_ANNEX)
def annex_list(request: Request) -> HttpResponse:
    """List the pictures and how much their annexes hold. Nothing secret stands here."""
    return render(request, "annex/list.html", {"rows": pictures_with_annex()})


@require_safe
@never_cache
@needs(Codename.VIEW_ANNEX)
@transaction.atomic
def annex(request: Request, pk: int) -> HttpResponse:
    """Show the annex of a picture, and who has exemplars of it."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    _log(request, picture, "sida")
    return _page(request, picture, CopyForm())


@require_safe
@never_cache
@needs(Codename.VIEW_ANNEX)
def annex_log(request: Request, pk: int) -> HttpResponse:
    """Show who has read the annex and who has exemplars, to the head who answers for it."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    if not request.scope.can(Codename.APPROVE_PICTURE):
        raise PermissionDenied
    name = _("Bilaga %(year)s, version %(n)s") % {"year": picture.year, "n": picture.version}
    return log_page(request, Owned(picture, name, reverse("annex:annex", args=[picture.pk]), about(picture, events=OF_THE_ANNEX)))


@require_safe
@never_cache
@needs(Codename.VIEW_ANNEX)
def readers(request: Request, pk: int) -> HttpResponse:
    """Show who can read the annex, and why, and who has an exemplar of it. Nothing of what it says stands here."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    rows = readers_of_annex()
    names = {row.username for row in rows}
    copies = [(copy, not copy.recipient and copy.taken_by.username in names) for copy in copies_out(picture)]
    return render(request, "annex/readers.html", {"picture": picture, "readers": rows, "copies": copies})


@never_cache
@needs(Codename.VIEW_ANNEX)
@post_only
def take(request: Request, pk: int) -> HttpResponse:
    """Take out an exemplar: the person's own, or one for a named function outside the system."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    form = CopyForm(request.POST)
    if form.is_valid():
        try:
            copy = actions.take_copy(picture, recipient=form.cleaned_data["recipient"], by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Exemplar %(n)s är uttaget. Hämta det i sändlistan.") % {"n": copy.number})
            return redirect(f"{reverse('annex:annex', args=[picture.pk])}#sandlista")
    return _page(request, picture, form, status=400)


@never_cache
@needs(Codename.VIEW_ANNEX)
@post_only
def end(request: Request, pk: int) -> HttpResponse:
    """Note what became of an exemplar."""
    copy = get_object_or_404(AnnexCopy.objects.select_related("picture"), pk=pk)
    if not actions.may_end(request.scope, copy):
        raise PermissionDenied
    form = EndForm(request.POST)
    try:
        if form.is_valid():
            actions.end_copy(copy, state=CopyState(form.cleaned_data["state"]), by=request.user)
            messages.success(request, _("Exemplar %(n)s är antecknat.") % {"n": copy.number})
        else:
            messages.error(request, _("Välj om exemplaret är återlämnat, förstört eller förkommet."))
    except ActionDenied as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('annex:annex', args=[copy.picture_id])}#sandlista")


@never_cache
@needs(Codename.VIEW_ANNEX)
@require_safe
@transaction.atomic
def copy_file(request: Request, pk: int) -> HttpResponse:
    """Give an exemplar to who took it out, the same file each time, as long as it is out."""
    copy = get_object_or_404(AnnexCopy.objects.select_related("picture"), pk=pk, taken_by=request.user.pk, state=CopyState.OUT)
    _log(request, copy.picture, "pdf", copy=copy.number)
    name = f"bilaga-{copy.picture.year}-v{copy.picture.version}-exemplar-{copy.number}-SEKRETESS.pdf"
    return HttpResponse(copy.pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@transaction.atomic
def _page(request: Request, picture: NationalPicture, form: CopyForm, *, status: int = 200) -> HttpResponse:
    regions = regions_of(picture)
    rows = [(copy, actions.may_end(request.scope, copy) and copy.state in {CopyState.OUT, CopyState.LOST}) for copy in copies_of(picture)]
    context = {"picture": picture, "regions": regions, "classified_page": bool(regions), "copies": rows, "form": form}
    context["owns"] = request.scope.can(Codename.APPROVE_PICTURE)
    context |= {"hands_on": actions.may_hand_on(request.scope), "is_superseded": is_superseded(picture), "ends": EndForm.ENDS}
    return render(request, "annex/annex.html", context, status=status)


def _log(request: Request, picture: NationalPicture, form: str, **more: int) -> None:
    audit.record(Event.ANNEX_READ, obj=picture, by=request.user, detail={"form": form, **more})
