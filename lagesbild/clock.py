"""One clock for the whole system, so that a replay of an earlier round can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("lagesbild_clock", default=None)


def now() -> datetime:
    """Return the moment it is, time zone aware: the set one inside `at`, else the real one."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """Return the date it is in Sweden."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` inside the block. Only replays and tests use it."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
