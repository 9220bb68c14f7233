"""How allauth is fitted in: no sign-up, no mail, its messages unsaid, its refusals as sentences on our login page."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.accounts import linking
from lagesbild.accounts.sealing import seal, unseal
from lagesbild.exceptions import ActionDenied


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """Show a sentence on the login page."""
    messages.error(request, sentence)
    return redirect("accounts:login")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a system administrator and nobody else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["lagesbild.accounts.stages.SecondFactorStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return refused(request, _("Kontot är stängt. Vänd dig till systemadministratören."))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our views have sentences of their own."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: accounts have no mail."""


class MfaAdapter(DefaultMFAAdapter):
    """Secrets are sealed before they are stored."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Nyckeln kändes inte igen. Försök igen, eller använd en kod."),
    }

    def get_totp_issuer(self) -> str:
        return "Lägesbild"

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_site_name(self) -> str:
        return "Lägesbild"


class SocialAdapter(DefaultSocialAccountAdapter):
    """Another authority's login opens an account that is there already. It never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        try:
            linking.find_account(request, sociallogin)
        except ActionDenied as denied:
            raise ImmediateHttpResponse(refused(request, str(denied))) from None

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        linking.record_refusal(None)
        raise ImmediateHttpResponse(refused(request, _("Inloggningen hos din myndighet gick inte igenom. Försök igen.")))
