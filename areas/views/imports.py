"""Reading in files: what there is, a trial of a file, and reading it in or throwing it away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from areas import imports
from areas.actions.batches import apply_batch, discard_batch, dry_run, receive_batch
from areas.enums import BatchState, Outcome
from areas.forms.uploads import UploadForm
from areas.importers.outcome import FileProblem, Result
from areas.models import ImportBatch
from areas.queries.batches import batches, loaded, totals_in_words
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied

ROWS_A_PAGE = 100
BATCHES_A_PAGE = 25


@never_cache
@needs(Codename.IMPORT_DATA)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Request) -> HttpResponse:
    """Show what is in the register and the files that were sent in; receive a file."""
    form = UploadForm(request.POST or None, request.FILES or None, request=request) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            batch = receive_batch(kind=given["slag"], filename=given["fil"].name, content=given["content"], by=request.user)
        except FileProblem as problem:
            form.add_error("fil", str(problem))
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            return redirect("areas:batch", batch.pk)
    page = Paginator(batches(), BATCHES_A_PAGE).get_page(request.GET.get("sida"))
    rows = [(batch, imports.label_of(batch.kind), reverse(imports.page_of(batch.kind), args=[batch.pk])) for batch in page]
    context = {"form": form, "rows": rows, "page": page, "loaded": loaded(), "kinds": imports.kinds(), "own_pages": imports.own_pages()}
    return render(request, "areas/imports.html", context, status=400 if form.errors else 200)


@never_cache
@needs(Codename.IMPORT_DATA)
@require_GET
def batch(request: Request, pk: int) -> HttpResponse:
    """Show one file: what reading it in would do, row by row; or, afterwards, what it did."""
    found = get_object_or_404(ImportBatch.objects.select_related("received_by", "applied_by"), pk=pk)
    if imports.page_of(found.kind) != "areas:batch":
        return redirect(imports.page_of(found.kind), pk)
    context = {"batch": found, "kind": imports.get(found.kind), "totals": totals_in_words(found.summary)}
    if found.state == BatchState.RECEIVED:
        context |= _trial(request, dry_run(found, by=request.user))
    return render(request, "areas/batch.html", context)


def _trial(request: Request, result: Result) -> dict[str, object]:
    """Return what the page of a waiting file shows: the rows of one outcome, or all, a hundred at a time."""
    chosen = request.GET.get("utfall", "")
    rows = [row for row in result.rows if row.outcome == chosen] if chosen in Outcome.values else list(result.rows)
    return {
        "result": result,
        "totals": totals_in_words(result.totals),
        "chosen": chosen if chosen in Outcome.values else "",
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("sida")),
        "button": ngettext("Läs in %(n)s rad", "Läs in %(n)s rader", result.to_write) % {"n": result.to_write},
    }


@needs(Codename.IMPORT_DATA)
@post_only
def apply(request: Request, pk: int) -> HttpResponse:
    """Read in the file, whole or not at all."""
    found = get_object_or_404(batches(), pk=pk, kind__in=[kind.key for kind in imports.kinds()])
    try:
        result = apply_batch(found, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
        return redirect("areas:batch", pk)
    words = ngettext("%(file)s är inläst: %(n)s rad.", "%(file)s är inläst: %(n)s rader.", result.to_write)
    messages.success(request, words % {"file": found.filename, "n": result.to_write})
    return redirect("areas:imports")


@needs(Codename.IMPORT_DATA)
@post_only
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw the file away."""
    found = get_object_or_404(batches(), pk=pk)
    try:
        discard_batch(found, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
        return redirect("areas:batch", pk)
    messages.success(request, _("%(file)s är kastad. Inget är inläst.") % {"file": found.filename})
    return redirect("areas:imports")
