"""The certificate of a signed build: as a page, and as the file that its digest is of."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from reports.certificates import stands
from reports.models import Publication, ReleaseCertificate


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def certificate(request: Request, pk: int) -> HttpResponse:
    """Show what was checked, in which files, against what, and who signed."""
    row = _load(pk)
    told = stands(row)
    context = {
        "certificate": row,
        "build": row.build,
        "picture": row.build.picture,
        "told": told,
        "compared": sum(told["jamfort_med"].get("texts", {}).values()),
        "published": Publication.objects.filter(certificate=row).first(),
    }
    return render(request, "reports/certificate.html", context)


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def certificate_file(request: Request, pk: int) -> HttpResponse:
    """Give the certificate out, byte by byte as its digest was taken."""
    row = _load(pk)
    name = f"certifikat-{row.build.picture.year}-v{row.build.version}.json"
    return HttpResponse(
        row.content.encode(), content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _load(pk: int) -> ReleaseCertificate:
    return get_object_or_404(ReleaseCertificate.objects.select_related("build__picture"), build=pk)
