"""What stands between the login and everything inside: own password, second factor, idle lock. In this order."""

from typing import Any

from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lagesbild.access.second_factor import is_demanded, is_given, is_locked, note_seen
from lagesbild.accounts.factors import Kind, has_second_factor, of_kind
from lagesbild.accounts.forms import CodeForm, PasswordForm


def gate(request: Any) -> HttpResponse | None:
    """Return the page that must come first, or `None` when the way is free."""
    if getattr(request.user, "has_start_password", False):
        return redirect("accounts:password_change")
    if is_locked(request):
        return ask_to_confirm(request)
    if not is_given(request) and is_demanded(request.scope):
        return ask_to_confirm(request) if has_second_factor(request.user) else redirect("accounts:enrol")
    note_seen(request)
    return None


@never_cache
def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """Send a reader to the confirmation and back to this page. What was posted is kept on the page itself: nowhere else."""
    if request.method in {"GET", "HEAD"} and not getattr(request, "htmx", None):
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': request.get_full_path()})}")
    if getattr(request, "htmx", None):
        answer = HttpResponse(_("Du behöver bekräfta att det är du. Ladda om sidan, eller spara den."), status=403)
        answer["X-Not-Saved"] = "locked"  # the status line says so, in its own words
        if request.method == "GET":
            answer["HX-Refresh"] = "true"
        return answer
    return show_confirmation(request, kept=kept_fields(request), back=request.get_full_path(), status=403)


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed in the form that could not be saved yet, in its order."""
    return [(name, str(value)) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]


def show_confirmation(
    request: HttpRequest, *, kept: list[tuple[str, str]], back: str, form: Any = None, status: int = 200, is_post: bool | None = None
) -> HttpResponse:
    """Answer with the confirmation: a code, or the password of who has no second factor. `kept` rides along in the page."""
    factors = has_second_factor(request.user)
    form = form or (CodeForm(user=request.user) if factors else PasswordForm(request=request))
    context = {
        "form": form,
        "has_factors": factors,
        "kept": kept,
        "back": back,
        "is_post": bool(kept) or request.method == "POST" if is_post is None else is_post,
        "lost_file": bool(request.FILES),
        "classified_page": bool(kept),
        "options": begin_authentication(request.user) if of_kind(request.user, Kind.WEBAUTHN) else None,
    }
    return render(request, "accounts/confirm.html", context, status=status)
