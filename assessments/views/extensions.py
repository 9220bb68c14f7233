"""More time for a local picture: asked for by its chief, answered by a lead of rounds, read by both."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.actions import extensions as actions
from assessments.enums import ExtensionState
from assessments.forms.extensions import AnswerExtensionForm, AskForm
from assessments.models import Extension, LocalPicture
from assessments.queries.people import role_lines
from assessments.queries.pictures import pictures_for
from assessments.views.acting import require_anywhere, tell
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only, require
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import short_date


@needs(Codename.VIEW_PICTURE)
@never_cache
def extension(request: Request, pk: int) -> HttpResponse:
    """Show what was asked and answered about one picture, and take a request. For those who fill it in, and for leads."""
    picture = get_object_or_404(pictures_for(request.scope), pk=pk)
    if not request.scope.can(Codename.LEAD):
        require(request, Codename.FILL, picture.unit_id)
    if request.method != "POST":
        return _page(request, picture)
    require(request, Codename.SIGN, picture.unit_id)
    form = AskForm(request.POST, picture=picture)
    if form.is_valid():
        try:
            asked = actions.ask_extension(picture, by=request.user, **form.cleaned_data)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Begäran om anstånd till %(day)s är skickad till Noa.") % {"day": short_date(asked.until)})
            return redirect("assessments:extension", picture.pk)
    return _page(request, picture, ask=form, status=400)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a request back."""
    row = _row(request, pk)
    require(request, Codename.SIGN, row.picture.unit_id)
    tell(request, lambda: actions.withdraw_extension(row, by=request.user), _("Begäran är återtagen. Tidsgränsen är som den var."))
    return redirect("assessments:extension", row.picture_id)


@needs(Codename.VIEW_PICTURE)
@never_cache
@post_only
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a request: yes to a day, or no."""
    row = _row(request, pk)
    require_anywhere(request, Codename.LEAD)
    form = AnswerExtensionForm(request.POST, picture=row.picture)
    if not form.is_valid():
        return _page(request, row.picture, answer_form=form, status=400)
    given = form.cleaned_data
    try:
        if given["verdict"] == "grant":
            actions.grant_extension(row, until=given["until"], answer=given["answer"], by=request.user)
            messages.success(request, _("Anstånd är beviljat till %(day)s.") % {"day": short_date(given["until"])})
        else:
            actions.refuse_extension(row, answer=given["answer"], by=request.user)
            messages.success(request, _("Begäran är avslagen. Tidsgränsen är som den var."))
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, row.picture, answer_form=form, status=409)
    return redirect("assessments:extension", row.picture_id)


def _row(request: Request, pk: int) -> Extension:
    rows = Extension.objects.filter(picture__in=pictures_for(request.scope)).select_related("picture__round", "picture__roster")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: Request,
    picture: LocalPicture,
    *,
    ask: AskForm | None = None,
    answer_form: AnswerExtensionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(Extension.objects.filter(picture=picture).select_related("asked_by", "decided_by"))
    waits = next((row for row in rows if row.state == ExtensionState.ASKED), None)
    why = actions.what_blocks_asking(picture)
    signs, leads = request.scope.can(Codename.SIGN, picture.unit_id), request.scope.can(Codename.LEAD)
    context = {
        "picture": picture,
        "rows": rows,
        "waits": waits,
        "people": role_lines(pk for row in rows for pk in (row.asked_by_id, row.decided_by_id) if pk),
        "may_ask": signs,
        "blocked": _("Du kan inte begära anstånd: %(why)s.") % {"why": why} if why and waits is None else "",
        "ask": ask or AskForm(picture=picture),
        "may_answer": leads and waits is not None,
        "answer_form": answer_form or AnswerExtensionForm(picture=picture, initial={"until": waits.until if waits else None}),
    }
    return render(request, "assessments/local/extension.html", context, status=status)
