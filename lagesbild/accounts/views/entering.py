"""Logging in and out: password, second factor, passkey."""

from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login as PendingLogin
from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as keys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lagesbild import audit
from lagesbild.access.second_factor import mark_given
from lagesbild.accounts import factors, lockout
from lagesbild.accounts.factors import Kind
from lagesbild.accounts.forms import CodeForm, LoginForm
from lagesbild.accounts.going_back import safe_next
from lagesbild.accounts.models import User
from lagesbild.accounts.stages import SecondFactorStage
from lagesbild.audit.events import Event


class Login(auth_views.LoginView):
    """Ask for user name and password. Somebody already logged in goes on to their own list."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty():
            messages.info(request, _("Din inloggning gäller inte längre. Logga in igen."))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        pending = PendingLogin(user=user, redirect_url=self.get_success_url())
        return cast(HttpResponse, perform_password_login(self.request, {"username": user.username}, pending))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"provider": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}


class Logout(auth_views.LogoutView):
    """End the session (POST only) and show the login page."""


@transaction.atomic
def note_used(request: HttpRequest, user: User, factor: Any, *, again: bool = False) -> None:
    """Note that a second factor was given in this session: in the session, with the factor, and in the log."""
    post_authentication(request, factor, reauthenticated=again)
    mark_given(request, user)
    event = Event.RECOVERY_USED if factor.type == Kind.RECOVERY_CODES else Event.FACTOR_USED
    audit.record(event, obj=user, by=user, detail={"method": str(factor.type)})


@transaction.atomic
def note_refused(request: HttpRequest, user: User) -> None:
    """Count a wrong code or key, and log it."""
    lockout.count_wrong_factor(request, user)
    audit.record(Event.FACTOR_REFUSED, obj=user, by=None)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of somebody whose password was right."""
    if request.user.is_authenticated:
        return redirect("worklist")
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:  # nobody began, or it took too long
        return redirect(f"{reverse('accounts:login')}?next={reverse('worklist')}")
    user = stage.login.user
    form = CodeForm(user=user)
    if request.method == "POST":
        if lockout.is_locked_out(request, user):
            return lockout.answer(request)
        form = CodeForm(request.POST, user=user) if "code" in request.POST else AuthenticateWebAuthnForm(request.POST, user=user)
        if form.is_valid():
            note_used(request, user, form.factor if isinstance(form, CodeForm) else form.cleaned_data["credential"])
            return cast(HttpResponse, stage.exit())
        if wrong(form):
            note_refused(request, user)
    has_key = bool(factors.of_kind(user, Kind.WEBAUTHN))
    context = {"form": form, "has_key": has_key, "options": keys.begin_authentication(user) if has_key else None}
    return render(request, "accounts/login_code.html", context, status=400 if form.errors else 200)


def wrong(form: Any) -> bool:
    """Tell whether something was given that is wrong, not just left out."""
    return bool(form.errors) and any(value for name, value in form.data.items() if name in {"code", "credential"})


@never_cache
def login_key(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey alone: it is something one has, unlocked by something one knows or is. GET asks what the browser shall sign."""
    if request.user.is_authenticated:
        return redirect("worklist")
    if request.method != "POST":
        return JsonResponse({"options": keys.begin_authentication(None)})
    form = LoginWebAuthnForm(data=request.POST)
    if not form.is_valid():
        messages.error(request, _("Nyckeln kändes inte igen. Logga in med användarnamn och lösenord."))
        return render(request, "accounts/login.html", {"form": LoginForm(), "next": safe_next(request)})
    factor = form.cleaned_data["credential"]
    user = factor.user
    if lockout.is_locked_out(request, user):
        return lockout.answer(request)
    pending = PendingLogin(user=user, redirect_url=safe_next(request) or None)
    answer = cast(HttpResponse, perform_passwordless_login(request, factor, pending))
    if request.user.is_authenticated:
        note_key_login(request, user)
    return answer


@transaction.atomic
def note_key_login(request: HttpRequest, user: User) -> None:
    mark_given(request, user)
    audit.record(Event.FACTOR_USED, obj=user, by=user, detail={"method": Kind.WEBAUTHN.value})
