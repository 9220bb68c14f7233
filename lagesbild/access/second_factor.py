"""Who must give a second factor, and whether it was given in this session. The one place for both rules.

What stands in the session is the account and two moments in seconds: when its second factor was given, and when the last page was asked
for. A session that was idle too long is locked: its second factor counts no more, and nothing inside answers until it is confirmed again.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lagesbild.access.codenames import Codename

CLASSIFIED = frozenset({Codename.VIEW_CLASSIFIED, Codename.VIEW_ANNEX})
# Whoever can read what is classified, decide who may, hand it out, or read the log of who did.
DEMANDING = CLASSIFIED | {
    Codename.MANAGE_ACCOUNTS,
    Codename.READ_AUDIT,
    Codename.GIVE_GRANTS,
    Codename.BREAK_GLASS,
    Codename.REVIEW_ACCESS,
    Codename.HANDLE_REQUESTS,
    Codename.DECIDE_REQUESTS,
}

GIVEN, SEEN = "second_factor", "seen_at"
SEEN_STEP = 60  # seconds between two notes of the last page: a session is not written for each


def mark_given(request: HttpRequest, user: Any) -> None:
    """Note that `user` gave a second factor in this session, now."""
    request.session[GIVEN] = {"user": user.pk, "at": int(time.time())}
    request.session[SEEN] = int(time.time())


def is_given(request: HttpRequest) -> bool:
    """Tell whether the person of the request gave a second factor in this session, and it was not idle too long since."""
    return _is_noted(request) and not is_locked(request)


def _is_noted(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    note = session.get(GIVEN) if session is not None else None
    return isinstance(note, dict) and note.get("user") is not None and note.get("user") == getattr(request.user, "pk", None)


def is_locked(request: HttpRequest) -> bool:
    """Tell whether the session was idle too long. Where what is classified can be read, that is sooner."""
    seen = request.session.get(SEEN)
    if not isinstance(seen, int):
        return False
    limit = settings.IDLE_LOCK_CLASSIFIED if _is_noted(request) else settings.IDLE_LOCK
    return time.time() - seen > limit


def note_seen(request: HttpRequest) -> None:
    """Note that a page was asked for. A page that asks by itself is no sign of a person."""
    now = int(time.time())
    seen = request.session.get(SEEN)
    if (not isinstance(seen, int) or now - seen >= SEEN_STEP) and not _asks_by_itself(request):
        request.session[SEEN] = now


def unlock(request: HttpRequest) -> None:
    """Open a locked session again, after its person was asked anew."""
    request.session[SEEN] = int(time.time())


def _asks_by_itself(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", None)) and request.method == "GET"


def is_demanded(scope: Any) -> bool:
    """Tell whether the person must have a second factor: they hold something demanding, though it may be withheld for now."""
    return bool(scope.withheld) or any(scope.can(codename) or scope.pictures(codename) for codename in DEMANDING)
