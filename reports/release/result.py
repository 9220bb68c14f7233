"""How one check ended."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.enums import Outcome


class Result(NamedTuple):
    """The sentences are for people and hold no value that was found. `listed` is open text that the signer takes a stand on."""

    outcome: Outcome
    title: str
    summary: str
    detail: str
    listed: tuple[str, ...] = ()
    facts: dict[str, Any] = {}


def green_if(good: bool) -> Outcome:
    return Outcome.OK if good else Outcome.BAD


def hits(number: int) -> str:
    return ngettext("%(n)s träff", "%(n)s träffar", number) % {"n": number}


def files(number: int) -> str:
    return ngettext("%(n)s fil", "%(n)s filer", number) % {"n": number}


def some(rows: list[str]) -> str:
    """Return the first few of what was found, and how many more there are."""
    more = len(rows) - 5
    return ", ".join(rows[:5]) + (_(" och %(n)s till") % {"n": more} if more > 0 else "")
