"""Everything that has been published, edition by edition."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.queries.people import role_lines
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from reports.enums import Outcome
from reports.models import Build, Publication


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def publications(request: Request) -> HttpResponse:
    """List every edition, newest first, and the builds that are not published."""
    rows = list(Publication.objects.select_related("build__picture"))
    people = role_lines({user_id for row in rows for user_id in (row.published_by_id, row.release_approved_by_id)})
    newest: dict[int, int] = {}
    for row in rows:
        newest.setdefault(row.year, row.version)
    red = Count("checks", filter=Q(checks__outcome=Outcome.BAD))
    waiting = Build.objects.filter(publication__isnull=True).select_related("picture", "job").annotate(red=red)[:10]
    shown = [{"publication": row, "holds": newest[row.year] == row.version} for row in rows]
    return render(request, "reports/publications.html", {"rows": shown, "people": people, "waiting": waiting})
