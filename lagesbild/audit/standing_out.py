"""The page of what stands out in the log, and noting what it was."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.audit.actions import review_anomaly
from lagesbild.audit.anomalies import findings
from lagesbild.audit.events import Event
from lagesbild.audit.forms import AnomalyForm
from lagesbild.audit.recording import record
from lagesbild.exceptions import ActionDenied


@never_cache
@needs(Codename.READ_AUDIT)
@require_safe
def anomalies(request: Request) -> HttpResponse:
    """Show what stands out, what nobody has reviewed first."""
    return _page(request, None)


@never_cache
@needs(Codename.READ_AUDIT)
@post_only
def review(request: Request) -> HttpResponse:
    """Note what a finding turned out to be."""
    form = AnomalyForm(request.POST)
    if form.is_valid():
        try:
            review_anomaly(by=request.user, **form.cleaned_data)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Avvikelsen är granskad."))
            return redirect("audit:anomalies")
    return _page(request, form, status=400)


@transaction.atomic
def _page(request: Request, refused: AnomalyForm | None, *, status: int = 200) -> HttpResponse:
    """Show the list. A form that was refused stands at its own finding with what was typed."""
    rows = findings()
    waiting = []
    for row in (row for row in rows if row.review is None):
        asked = {"rule": row.rule, "actor": row.actor, "day": row.day.isoformat()}
        mine = refused is not None and all(refused.data.get(name) == value for name, value in asked.items())
        waiting.append((row, refused if mine else AnomalyForm(initial=asked, auto_id=f"{row.rule}-{row.actor}-{row.day}-%s")))
    stray = refused if refused is not None and not any(form is refused for _row, form in waiting) else None
    record(Event.AUDIT_READ, obj=None, by=request.user, detail={"page": "avvikelser"})
    context = {"waiting": waiting, "reviewed": [row for row in rows if row.review is not None], "form": stray}
    return render(request, "audit/anomalies.html", context, status=status)
