"""Confirming who it is, in a session that is locked or has given no second factor yet."""

from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lagesbild import audit
from lagesbild.access.http import Request
from lagesbild.access.second_factor import is_given, is_locked, unlock
from lagesbild.accounts import lockout
from lagesbild.accounts.factors import has_second_factor
from lagesbild.accounts.forms import CodeForm, PasswordForm
from lagesbild.accounts.gate import show_confirmation
from lagesbild.accounts.going_back import safe_next
from lagesbild.accounts.views.entering import note_refused, note_used, wrong
from lagesbild.audit.events import Event

KEPT = "kept:"  # before the name of a field that waits to be saved


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request) -> HttpResponse:
    """Ask for a code, a key or the password, and go back to the same page; what was typed there is sent on from here."""
    back = safe_next(request) or reverse("worklist")
    kept = [(name.removeprefix(KEPT), str(value)) for name, rows in request.POST.lists() if name.startswith(KEPT) for value in rows]
    is_post = request.POST.get("saving") == "1"
    if request.method != "POST":
        if not needs_confirmation(request):
            return redirect(back)
        return show_confirmation(request, kept=[], back=back)
    if lockout.is_locked_out(request, request.user):
        return lockout.answer(request)
    form = _posted_form(request)
    if not form.is_valid():
        if isinstance(form, PasswordForm) is False and wrong(form):
            note_refused(request, request.user)
        return show_confirmation(request, kept=kept, back=back, form=form, status=400, is_post=is_post)
    _accept(request, form)
    if is_post:
        return render(request, "accounts/confirmed.html", {"kept": kept, "back": back, "classified_page": bool(kept)})
    return redirect(back)


def needs_confirmation(request: Request) -> bool:
    """Tell whether there is anything to confirm."""
    return is_locked(request) or (has_second_factor(request.user) and not is_given(request))


def _posted_form(request: Request) -> CodeForm | PasswordForm | AuthenticateWebAuthnForm:
    if not has_second_factor(request.user):
        return PasswordForm(request.POST, request=request)
    if "code" in request.POST:
        return CodeForm(request.POST, user=request.user)
    return AuthenticateWebAuthnForm(request.POST, user=request.user)


@transaction.atomic
def _accept(request: Request, form: CodeForm | PasswordForm | AuthenticateWebAuthnForm) -> None:
    if isinstance(form, CodeForm):
        note_used(request, request.user, form.factor, again=True)
    elif isinstance(form, AuthenticateWebAuthnForm):
        note_used(request, request.user, form.cleaned_data["credential"], again=True)
    unlock(request)
    audit.record(Event.SESSION_CONFIRMED, obj=request.user, by=request.user)
