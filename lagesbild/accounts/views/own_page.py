"""The own page: roles, second factors, sessions, password."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lagesbild import audit
from lagesbild.access.decorators import post_only, signed_in
from lagesbild.access.http import Request
from lagesbild.access.second_factor import is_demanded, is_given, is_locked
from lagesbild.accounts import factors, own
from lagesbild.accounts.factors import Kind
from lagesbild.accounts.forms import OwnPasswordForm
from lagesbild.accounts.gate import ask_to_confirm
from lagesbild.accounts.user_agents import browser_name
from lagesbild.audit.events import Event


class PasswordChange(auth_views.PasswordChangeView):
    """Let the person choose a password. The one they were given to start with does nothing but this."""

    template_name = "accounts/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("accounts:me")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask anew in a locked session: a password is not changed by whoever sits down at an open screen."""
        if request.user.is_authenticated:
            waits = not is_given(request) and factors.has_second_factor(request.user)
            if is_locked(request) or waits:
                return ask_to_confirm(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Ditt lösenord är bytt."))
        before = self.request.session.session_key
        with transaction.atomic():
            answer = super().form_valid(form)
            UserSession.objects.filter(session_key=before).update(session_key=self.request.session.session_key)
            audit.record(Event.PASSWORD_CHANGED, obj=form.user, by=form.user)
        return answer


@never_cache
@signed_in
def me(request: Request) -> HttpResponse:
    """Show the own account: roles and units in words, second factors, sessions, language, last login."""
    sessions = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    context = {
        "roles": request.scope.roles,
        "totp": next(iter(factors.of_kind(request.user, Kind.TOTP)), None),
        "keys": factors.of_kind(request.user, Kind.WEBAUTHN),
        "codes_left": factors.recovery_codes_left(request.user),
        "is_demanded": is_demanded(request.scope),
        "sessions": [(row, browser_name(row.user_agent), row.session_key == request.session.session_key) for row in sessions],
    }
    return render(request, "accounts/me.html", context)


@signed_in
@post_only
def end_session(request: Request, pk: int) -> HttpResponse:
    """End one of the own sessions: a forgotten one, or one that is not one's own."""
    row = get_object_or_404(UserSession, pk=pk, user=request.user)
    own.end_sessions(request.user, only=row.pk, by=request.user)
    messages.success(request, _("Inloggningen är avslutad."))
    return redirect("accounts:me")


@signed_in
@post_only
def end_other_sessions(request: Request) -> HttpResponse:
    """End all own sessions but this one."""
    ended = own.end_sessions(request.user, keep=request.session.session_key or "", by=request.user)
    messages.success(request, _("Alla andra inloggningar är avslutade.") if ended else _("Du är inte inloggad någon annanstans."))
    return redirect("accounts:me")
