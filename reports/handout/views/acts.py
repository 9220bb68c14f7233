"""The acts on a request: each loads what the person may see, calls one action, and goes back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied, Stale
from reports.handout.actions import deciding, judging, registering
from reports.handout.enums import Way
from reports.handout.forms import MAX_REASON, HandOutForm, JudgementForm, ReasonsForm, RegisterForm, active_grounds
from reports.handout.models import DocumentRequest
from reports.handout.queries import paragraphs_of, requests_for, sections_of
from reports.handout.views.pages import READERS, page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(*READERS)
@transaction.atomic
def register(request: Request) -> HttpResponse:
    """Register a request."""
    if not request.scope.can(Codename.HANDLE_REQUESTS):
        raise PermissionDenied
    form = RegisterForm(request.POST if request.method == "POST" else None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        document = given.pop("document")
        try:
            row = registering.register(document, **given, by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Begäran %(number)s är registrerad.") % {"number": row.register_number})
            return redirect("handout:request", row.pk)
    return render(request, "handout/register.html", {"form": form}, status=400 if form.errors else 200)


def _load(request: Request, pk: int, codename: Codename) -> DocumentRequest:
    """Return the request if the person sees it (else 404) and may do this to it (else 403)."""
    row = get_object_or_404(requests_for(request.scope), pk=pk)
    if not request.scope.can(codename):
        raise PermissionDenied
    return row


@never_cache
@needs(*READERS)
@post_only
def judge(request: Request, pk: int, section: int) -> HttpResponse:
    """Keep what was judged in one section. Whatever is refused, all that was written stays in the fields."""
    row = _load(request, pk, Codename.HANDLE_REQUESTS)
    paragraphs = paragraphs_of(row, section)
    if not paragraphs:
        raise Http404
    grounds, seen = active_grounds(), request.POST.get("seen", "")
    common = request.POST.get("skal", "").strip()[:MAX_REASON]
    forms = [JudgementForm(request.POST, paragraph=one, grounds=grounds, common_reason=common) for one in paragraphs]
    valid = [form.is_valid() for form in forms]  # each is asked, so that every fault is shown at once
    if not all(valid):
        return page(request, row, section=section, forms=forms, seen=seen, status=400)
    judgements = {form.paragraph.order: form.judgement() for form in forms if form.cleaned_data["verdict"]}
    try:
        number = judging.judge_section(row, section=section, judgements=judgements, seen=seen, by=request.user)
    except Stale as error:  # what is saved now is what the next try is against
        forms[0].add_error(None, str(error))
        return page(request, row, section=section, forms=forms, status=409)
    except ActionDenied as error:
        forms[0].add_error(None, str(error))
        return page(request, row, section=section, forms=forms, seen=seen, status=400)
    messages.success(request, ngettext("Sparat: %(n)s stycke.", "Sparat: %(n)s stycken.", number) % {"n": number})
    onward = request.POST.get("vidare") and any(other.number == section + 1 for other in sections_of(row))
    return redirect(f"{reverse('handout:request', args=[row.pk])}?del={section + 1 if onward else section}")


@never_cache
@needs(*READERS)
@post_only
def hand_in(request: Request, pk: int) -> HttpResponse:
    """Hand the request in for decision."""
    row = _load(request, pk, Codename.HANDLE_REQUESTS)
    form = ReasonsForm(request.POST)
    if form.is_valid():
        try:
            judging.hand_in(row, reasons=form.cleaned_data["reasons"], by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Begäran väntar på beslut av en annan person."))
            return redirect("handout:request", row.pk)
    return page(request, row, reasons=form, status=400)


def _act(request: Request, pk: int, codename: Codename, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do one thing that needs no form, and say how it went."""
    row = _load(request, pk, codename)
    try:
        act(row, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("handout:request", row.pk)


@never_cache
@needs(*READERS)
@post_only
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide as it was judged."""
    seen = request.POST.get("seen", "")
    done = _("Beslutat. Hämta beslutet och kopian här.")
    return _act(request, pk, Codename.DECIDE_REQUESTS, lambda row, by: deciding.decide(row, seen=seen, by=by), done)


@never_cache
@needs(*READERS)
@post_only
def send_back(request: Request, pk: int) -> HttpResponse:
    """Send the request back to be judged again."""
    return _act(request, pk, Codename.DECIDE_REQUESTS, deciding.send_back, _("Begäran är tillbaka hos den som prövar."))


@never_cache
@needs(*READERS)
@post_only
def withdraw(request: Request, pk: int) -> HttpResponse:
    """End a request that was taken back."""
    return _act(request, pk, Codename.HANDLE_REQUESTS, deciding.withdraw, _("Begäran är avslutad."))


@never_cache
@needs(*READERS)
@post_only
def hand_out(request: Request, pk: int) -> HttpResponse:
    """Note that the document was handed out."""
    form = HandOutForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Välj hur det lämnades ut."))
        return redirect("handout:request", _load(request, pk, Codename.HANDLE_REQUESTS).pk)
    way = Way(form.cleaned_data["way"])
    return _act(
        request, pk, Codename.HANDLE_REQUESTS, lambda row, by: deciding.hand_out(row, way=way, by=by), _("Utlämnandet är antecknat.")
    )
