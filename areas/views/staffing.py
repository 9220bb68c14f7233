"""Need against staffing: the page and its file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.queries.staffing import Line, Staffing, staffing_for
from areas.staffing import INHABITANTS_PER_OFFICER, SOURCE, Verdict
from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.searching import note_search
from lagesbild.spreadsheet import Cell, csv_table

HEAD = (
    "ar", "niva", "region", "lokalpolisomrade", "plats", "invanare", "granser", "omradespoliser", "invanare_per_omradespolis", "regeln",
    "tjanster_som_saknas", "kalla", "anmarkning",
)  # fmt: skip
WORDS = {Verdict.HOLDS: "håller", Verdict.UNDER: "under", Verdict.UNSURE: "kan inte avgöras", Verdict.UNKNOWN: "uppgift saknas"}
NOTE = "Minst en områdespolis per 5 000 invånare (Riksrevisionen, RiR 2020:20). Talen ska inte summeras: platserna ligger i varandra."


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def page(request: Request) -> HttpResponse:
    """Show inhabitants and områdespoliser by region, local police area and area; all, or those under the rule."""
    found = _found(request)
    only_under = request.GET.get("visa") == "under"
    counts = found.counts()
    note_search(request, "bemanning", {"visa": "under" if only_under else ""}, found=counts[Verdict.UNDER])
    apart = [(region, *region.apart()) for region in found.regions]
    regions = [(region, [line for line in told if not only_under or line.verdict == Verdict.UNDER]) for region, told, _silent in apart]
    context = {
        "found": found,
        "regions": [(region, lines) for region, lines in regions if lines],
        "silent": [] if only_under else [(region, silent) for region, _told, silent in apart if silent],
        "only_under": only_under,
        "counts": [(verdict.value, counts[verdict]) for verdict in Verdict],
        "under": counts[Verdict.UNDER],
        "per_officer": INHABITANTS_PER_OFFICER,
        "source": SOURCE,
        "sources": sorted({source for line in found.lines for source in line.sources}),
    }
    return render(request, "areas/staffing.html", context)


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def file(request: Request) -> HttpResponse:
    """Give the same places and the same numbers as CSV, with where each comes from."""
    found = _found(request)
    rows = [_row(found, region.name, line) for region in found.regions for line in region.lines]
    detail = {"kind": "bemanning", "form": "csv", "rows": len(rows), "year": found.year}
    audit.record(Event.DATA_EXPORTED, obj=None, by=request.user, detail=detail, recipient=request.user.get_username())
    answer = HttpResponse(csv_table(HEAD, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="bemanning-{found.year or "tom"}.csv"'
    return answer


def _found(request: Request) -> Staffing:
    asked = request.GET.get("ar", "")
    return staffing_for(request.scope, int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None)


def _row(found: Staffing, region: str, line: Line) -> list[Cell]:
    need = line.need
    return [
        found.year, line.level, region, line.lpo, line.name, line.inhabitants or _("saknas"), line.bounds, line.officers or _("saknas"),
        need.per_officer, WORDS[line.verdict], need.lacking, "; ".join(dict.fromkeys(line.sources)), NOTE,
    ]  # fmt: skip
