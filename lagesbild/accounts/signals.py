"""What logging in and out leaves in the log, whichever way it was done. No password, code or unknown user name is kept."""

from typing import Any

from allauth.usersessions.models import UserSession
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from lagesbild import audit
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event


def connect() -> None:
    """Listen. Called once, when the app is ready."""
    user_logged_in.connect(_logged_in, dispatch_uid="lagesbild.logged_in")
    user_logged_out.connect(_logged_out, dispatch_uid="lagesbild.logged_out")
    user_login_failed.connect(_failed, dispatch_uid="lagesbild.login_failed")
    user_locked_out.connect(_locked_out, dispatch_uid="lagesbild.locked_out")


@transaction.atomic
def _record(event: Event, user: Any, by: Any) -> None:
    audit.record(event, obj=user, by=by)


def _logged_in(user: Any, request: Any, **_kwargs: Any) -> None:
    if request is not None and "REMOTE_ADDR" in request.META:  # without: a test's own login
        _record(Event.LOGGED_IN, user, user)


def _logged_out(user: Any, request: Any, **_kwargs: Any) -> None:
    if user is not None and request is not None and "REMOTE_ADDR" in request.META:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        _record(Event.LOGGED_OUT, user, user)


def _known(username: object) -> User | None:
    return User.objects.filter(username=username).first() if isinstance(username, str) else None


def _failed(credentials: dict[str, Any], request: Any = None, **_kwargs: Any) -> None:
    _record(Event.LOGIN_FAILED, _known(credentials.get("username")), None)


def _locked_out(username: Any = None, **_kwargs: Any) -> None:
    _record(Event.LOCKED_OUT, _known(username), None)
