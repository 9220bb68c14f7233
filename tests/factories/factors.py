"""Second factors of the people in tests: a real secret, and codes that are right now."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from lagesbild.access.scope import Scope
from lagesbild.access.second_factor import DEMANDING, mark_given
from lagesbild.accounts import factors
from lagesbild.accounts.factors import PERIOD, Kind
from lagesbild.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_factor(user: User) -> None:
    """Give the account an app for codes when its role demands one and it has none."""
    scope = Scope.of(user)
    if any(scope.can(codename) for codename in DEMANDING) and not factors.has_second_factor(user):
        factors.set_totp(user, SECRET)


def code_at(step: int, secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, step)))


def now_step() -> int:
    return int(time.time()) // PERIOD


def next_code(user: User) -> str:
    """Return a code that is right and that the account has not used: the present one, or the next when that is used already."""
    row = Authenticator.objects.get(user=user, type=Kind.TOTP)
    step = max(now_step(), row.data["last_step"] + 1)
    while step > now_step() + 1:
        time.sleep(1)
    return code_at(step)


def with_factor(user: User) -> User:
    """Give the account an app for codes, whatever its role."""
    factors.set_totp(user, SECRET)
    return user


def with_session(user: User) -> User:
    """Let the account be logged in somewhere."""
    store = SessionStore()
    store.create()
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=store.session_key, user_agent="Firefox/1")
    return user


def factor_given_with_force_login(user: Any, request: Any, **_kwargs: Any) -> None:
    """Let `client.force_login` stand for a whole login, second factor and all. Its request comes from nowhere."""
    if request is not None and "REMOTE_ADDR" not in request.META:
        mark_given(request, user)
