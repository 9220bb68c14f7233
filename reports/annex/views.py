"""The classified annex: only for who needs it, never kept by a browser, and every reading is logged."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild import audit, clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from reports.annex.pdf import Copy, annex_pdf
from reports.annex.queries import pictures_with_annex, regions_of
from reports.models import NationalPicture


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
    """Show the annex of a picture."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    regions = regions_of(picture)
    _log(request, picture, "sida")
    return render(request, "annex/annex.html", {"picture": picture, "regions": regions, "classified_page": bool(regions)})


@require_safe
@never_cache
@needs(Codename.VIEW_ANNEX)
@transaction.atomic
def annex_file(request: Request, pk: int) -> HttpResponse:
    """Give the annex as a PDF that says on every page that it is secret, who took it out and when."""
    picture = get_object_or_404(NationalPicture, pk=pk)
    with translation.override("sv"):  # the paper is in Swedish, whatever language its reader has chosen
        role = next((row.line for row in request.scope.roles), "")
        content = annex_pdf(picture, regions_of(picture), Copy(role=role, username=request.user.get_username(), at=clock.now()))
    _log(request, picture, "pdf")
    name = f"bilaga-{picture.year}-v{picture.version}-SEKRETESS.pdf"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _log(request: Request, picture: NationalPicture, form: str) -> None:
    audit.record(Event.ANNEX_READ, obj=picture, by=request.user, detail={"form": form})
