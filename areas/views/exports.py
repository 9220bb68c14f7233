"""Taking out what one may see as files."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from areas.exporting.files import make_file
from areas.exports import Export, export_for, exports_for
from areas.forms.exports import ExportForm
from lagesbild import audit
from lagesbild.access.decorators import signed_in
from lagesbild.access.http import Request
from lagesbild.audit.events import Event


@require_GET
@never_cache
@signed_in
def index(request: Request) -> HttpResponse:
    """List what the person may take out."""
    return _page(request)


@require_GET
@never_cache
@signed_in
@transaction.atomic
def take(request: Request, key: str) -> HttpResponseBase:
    """Give one file. Who took it out, what it was and how many rows it has is an event; the file is whole before it is sent."""
    export = export_for(request.scope, key)
    if export is None:
        raise Http404
    form, kind = ExportForm(request.GET, export=export, scope=request.scope), request.GET.get("format", "")
    if kind not in dict(export.forms):
        form.add_error(None, _("Välj ett av formaten på knapparna."))
    if not form.is_valid():
        return _page(request, refused=form)
    chosen = form.choice()
    file = make_file(export, chosen, kind)
    detail = {"kind": key, "form": kind, "rows": file.rows, "year": chosen.year}
    audit.record(Event.DATA_EXPORTED, obj=None, by=request.user, detail=detail, recipient=request.user.get_username())
    return FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.content_type)


def _page(request: Request, *, refused: ExportForm | None = None) -> HttpResponse:
    def form_of(export: Export) -> ExportForm:
        return refused if refused and refused.export.key == export.key else ExportForm(export=export, scope=request.scope)

    rows = [{"export": export, "form": form_of(export)} for export in exports_for(request.scope)]
    context = {"rows": rows, "has_errors": refused is not None}
    return render(request, "areas/exports.html", context, status=400 if refused else 200)
