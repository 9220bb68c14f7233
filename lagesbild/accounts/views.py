"""Logging in and out, changing the password, the own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from lagesbild.access.decorators import signed_in
from lagesbild.access.http import Request
from lagesbild.accounts.forms import LoginForm, OwnPasswordForm


class Login(auth_views.LoginView):
    """Ask for user name and password. Somebody already logged in goes on to their own list."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class Logout(auth_views.LogoutView):
    """End the session (POST only) and show the login page."""


class PasswordChange(auth_views.PasswordChangeView):
    """Let the person choose a password. The one they were given to start with does nothing but this."""

    template_name = "accounts/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("accounts:me")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Ditt lösenord är bytt."))
        return super().form_valid(form)


@signed_in
def me(request: Request) -> HttpResponse:
    """Show the own account: roles and units in words, language, last login."""
    return render(request, "accounts/me.html", {"roles": request.scope.roles})
