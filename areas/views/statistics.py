"""Register statistics: what there is and what is missing, and the numbers of one area."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.queries.statistics import coverage, current_versions, figures_of, readable_versions
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE, Codename.IMPORT_DATA)
def index(request: Request) -> HttpResponse:
    """Show each indicator with its latest year and which areas lack it. Who reads in data sees this for all areas, and no number."""
    imports = request.scope.can(Codename.IMPORT_DATA)
    readable = readable_versions(request.scope)
    versions = current_versions() if imports else readable
    rows, known = coverage(versions)
    may_read = {row.area_id for row in readable}
    areas = [{"version": row, "known": known.get(row.area_id, 0), "may_read": row.area_id in may_read} for row in versions]
    context = {
        "rows": rows,
        "areas": areas,
        "total": len(versions),
        "indicators": len(rows),
        "is_empty": not any(row.latest for row in rows),
        "may_import": imports,
    }
    return render(request, "areas/statistics/index.html", context)


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def area(request: Request, slug: str) -> HttpResponse:
    """Show the numbers of one area through the years, beside those of its unit and its municipality."""
    version = next((row for row in readable_versions(request.scope) if row.area.slug == slug), None)
    if version is None:
        raise Http404
    return render(request, "areas/statistics/area.html", {"version": version, "figures": figures_of(version.area_id)})
