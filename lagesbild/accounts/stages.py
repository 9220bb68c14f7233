"""The step between the right password and being logged in: the second factor of whoever has one."""

from typing import Any

from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login

from lagesbild.accounts.factors import has_second_factor


class SecondFactorStage(LoginStage):
    """Asked of everybody who has a second factor, whatever came first: a password or another authority's login. A passkey is both."""

    key = "second_factor"
    urlname = "accounts:login_code"

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        if user is None or not has_second_factor(user) or did_use_passwordless_login(self.request, user):
            return None, True
        return headed_redirect_response("accounts:login_code"), True
