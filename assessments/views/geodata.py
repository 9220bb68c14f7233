"""The police's own geodata: send a file, tell what its columns mean, see what it does area by area, read it in, take it back."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from areas.actions.undoing import in_the_way, undo_batch
from areas.enums import BatchState, Outcome
from areas.geo.columns import lacking
from areas.geo.difference import Moved, moved
from areas.geo.shapes import polygon
from areas.importers.outcome import FileProblem
from areas.kept_files import on_disk
from areas.models import ImportBatch
from areas.queries.batches import batches, boundaries_of, named, totals_in_words
from assessments.actions.geodata import apply_geodata, layer_of, map_columns, plan_of, receive_geodata
from assessments.forms.geodata import ColumnsForm, GeodataForm
from assessments.importers.geodata import KIND
from assessments.importers.geodata.planning import Plan, Planned
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.errors import not_now

AREAS_A_PAGE = 25
WARNED = "anmarkning"  # beside the outcomes: areas with something to read that refuses nothing


@never_cache
@needs(Codename.IMPORT_DATA)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request) -> HttpResponse:
    """Receive a file of boundaries."""
    form = GeodataForm(request.POST or None, request.FILES or None, request=request) if request.method == "POST" else GeodataForm()
    if request.method == "POST" and form.is_valid():
        batch = _received(request, form)
        if batch is not None:
            return redirect("assessments:geodata", batch.pk)
    page = Paginator(batches().filter(kind=KIND), AREAS_A_PAGE).get_page(request.GET.get("sida"))
    context = {"form": form, "page": page}
    return render(request, "assessments/geodata/send.html", context, status=400 if form.errors else 200)


def _received(request: Request, form: GeodataForm) -> ImportBatch | None:
    """Keep the file; when it cannot be read, say why at the file."""
    given: UploadedFile = form.cleaned_data["fil"]
    try:
        with on_disk(given.chunks()) as path:
            return receive_geodata(Path(path), filename=given.name or "geodata", year=form.cleaned_data["ar"], by=request.user)
    except FileProblem as problem:
        form.add_error("fil", str(problem))
    except ActionDenied as error:
        form.add_error(None, str(error))
    return None


@never_cache
@needs(Codename.IMPORT_DATA)
@require_GET
def geodata(request: Request, pk: int) -> HttpResponse:
    """Show one file: what reading it in would do, area by area with small maps; or, afterwards, what it did."""
    batch = _batch(pk)
    if batch.state == BatchState.RECEIVED and lacking(batch.options["mapped"]):
        return redirect("assessments:geodata_columns", pk)
    context: dict[str, object] = {"batch": batch, "totals": totals_in_words(batch.summary)}
    if batch.state == BatchState.RECEIVED:
        try:
            context |= _trial(request, plan_of(batch))
        except FileProblem as problem:
            return not_now(request, str(problem))
    elif batch.state == BatchState.APPLIED:
        page = _written(request, batch)
        drawn = [(row, name, moved(None, polygon(row.geometry), name)) for row, name in named(page)]
        context |= {"page": page, "drawn": drawn, "undo_blocked": _undo_blocked(batch)}
    return render(request, "assessments/geodata/batch.html", context)


def _batch(pk: int) -> ImportBatch:
    return get_object_or_404(batches().select_related("undone_by"), pk=pk, kind=KIND)


def _trial(request: Request, plan: Plan) -> dict[str, object]:
    """Return what the page of a waiting file shows: the areas of one outcome, or all, a page at a time, each with its map."""
    chosen = request.GET.get("utfall", "")
    chosen = chosen if chosen in {*Outcome.values, WARNED} else ""
    shown = [
        planned for planned in plan.features if not chosen or chosen == planned.outcome or (chosen == WARNED and planned.said.warnings)
    ]
    result = plan.result
    page = Paginator(shown, AREAS_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "result": result,
        "warned": sum(bool(planned.said.warnings) for planned in plan.features),
        "totals": totals_in_words(result.totals),
        "chosen": chosen,
        "page": page,
        "rows": [(planned.row, _map(planned)) for planned in page],
        "shown": len(shown),
        "button": ngettext("Läs in %(n)s område", "Läs in %(n)s områden", result.to_write) % {"n": result.to_write},
    }


def _map(planned: Planned) -> Moved | None:
    """Draw what happens to the boundary, where there is something to see."""
    if planned.said.shape is None:
        return None
    return moved(planned.before if planned.step else None, planned.said.shape, planned.said.name)


def _written(request: Request, batch: ImportBatch) -> Any:
    """Return a page of the boundaries that the file wrote."""
    return Paginator(boundaries_of(batch), AREAS_A_PAGE).get_page(request.GET.get("sida"))


def _undo_blocked(batch: ImportBatch) -> str:
    reasons = in_the_way(batch)
    return _("Du kan inte ångra inläsningen: %(why)s.") % {"why": "; ".join(reasons)} if reasons else ""


@never_cache
@needs(Codename.IMPORT_DATA)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, pk: int) -> HttpResponse:
    """Ask what the file's columns mean, where their names do not tell."""
    batch = _batch(pk)
    if batch.state != BatchState.RECEIVED:
        return redirect("assessments:geodata", pk)
    try:
        layer = layer_of(batch)
    except FileProblem as problem:
        return not_now(request, str(problem))
    form = ColumnsForm(request.POST or None, layer=layer, initial=batch.options["mapped"])
    if request.method == "POST" and form.is_valid():
        try:
            map_columns(batch, form.mapped, by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            return redirect("assessments:geodata", pk)
    return render(request, "assessments/geodata/columns.html", {"batch": batch, "form": form}, status=400 if form.errors else 200)


@needs(Codename.IMPORT_DATA)
@post_only
def apply(request: Request, pk: int) -> HttpResponse:
    """Read in the file, whole or not at all."""
    batch = _batch(pk)
    try:
        plan = apply_geodata(batch, by=request.user)
    except (ActionDenied, FileProblem) as error:
        messages.error(request, str(error))
    else:
        written = plan.result.to_write
        words = ngettext("%(file)s är inläst: %(n)s område.", "%(file)s är inläst: %(n)s områden.", written)
        messages.success(request, words % {"file": batch.filename, "n": written})
    return redirect("assessments:geodata", pk)


@needs(Codename.IMPORT_DATA)
@post_only
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back what the file read in."""
    batch = _batch(pk)
    try:
        undo_batch(batch, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Inläsningen av %(file)s är ångrad. Registret är som det var före den.") % {"file": batch.filename})
    return redirect("assessments:geodata", pk)
