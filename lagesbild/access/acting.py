"""Who acts, as the database knows it: the second lock reads it, and without it every classified table is empty.

The name of who acts is signed with a key that the application and the owner of the tables share, and bound to the one connection. SQL
that was smuggled in can therefore not name somebody else. The functions that read it are in `areas/migrations/0002_second_lock.py`.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

SET = "select set_config('lagesbild.acting', %s, true)"
SET_ROLE = "select set_config('lagesbild.acting', %s, true), set_config('role', %s, true)"
READ = "select coalesce(current_setting('lagesbild.acting', true), ''), current_setting('role')"


class Purpose(StrEnum):
    """What the system itself reads classified rows for. Each policy says for which of them it opens."""

    COMPILE_ANNEX = "compile_annex"
    RELEASE_CHECK = "release_check"


def acting_key() -> bytes:
    """Return the key that signs who acts. It follows `SECRET_KEY`; `migrate` hands it to the database."""
    return hashlib.sha256(b"lagesbild.acting:" + settings.SECRET_KEY.encode()).digest()


@contextmanager
def acting_as(user: Any) -> Iterator[None]:
    """Run the block in a transaction in which the database knows that `user` (an account, or `None` for nobody) acts."""
    with _acting(str(getattr(user, "pk", None) or ""), ""):
        yield


@contextmanager
def acting_for(purpose: Purpose) -> Iterator[None]:
    """Run the block in a transaction in which the system itself acts for a named purpose, and nobody in particular."""
    with _acting("", purpose.value):
        yield


@contextmanager
def _acting(user_id: str, purpose: str) -> Iterator[None]:
    """Set who acts to the end of the block. Inside another transaction the one who acted before is set again."""
    inner = connection.in_atomic_block
    with transaction.atomic():
        before = _read() if inner else None
        connection.ensure_connection()
        _write(signed(user_id, purpose, connection.connection.info.backend_pid), settings.DATABASE_ROLE)
        yield
        if before is not None and not connection.needs_rollback:
            _write(*before)


def signed(user_id: str, purpose: str, backend_pid: int) -> str:
    """Return the claim that this account, or the system for this purpose, acts on one connection, as the database reads it."""
    claim, key = f"{user_id}|{purpose}|{backend_pid}", acting_key()
    return f"{claim}|{hashlib.sha256(key + hashlib.sha256(key + claim.encode()).digest()).hexdigest()}"


def _read() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        claim, role = cursor.fetchone()
    return claim, role if settings.DATABASE_ROLE else ""


def _write(claim: str, role: str) -> None:
    with connection.cursor() as cursor:
        if role:
            cursor.execute(SET_ROLE, [claim, role])
        else:
            cursor.execute(SET, [claim])


class ActingAs:
    """Gives each request of a session one transaction in which its person acts. Stands after authentication.

    `ATOMIC_REQUESTS` would not do: it begins only at the view. What an answer streams later is read after the transaction, by nobody.
    An answer of 500 or more takes back all that the request wrote. A visitor without a session costs no transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with acting_as(request.user):
            response = self.get_response(request)
            if response.status_code >= 500:  # HTTP's own number
                transaction.set_rollback(True)
            return response
