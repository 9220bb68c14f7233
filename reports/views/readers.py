"""Who can read the national picture of a year before it is published."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models import Round
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from reports.models import Publication
from reports.queries.readers import readers_of_national


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def readers(request: Request, year: int) -> HttpResponse:
    """Show who can read the picture, its builds and their previews, and why."""
    round_ = get_object_or_404(Round, year=year)
    published = Publication.objects.filter(year=year).exists()
    context = {"round": round_, "readers": readers_of_national(), "is_published": published}
    return render(request, "reports/readers.html", context)
