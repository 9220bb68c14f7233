"""The signs and words of states and categories. One table each; the pages, the tests and the guide read the same."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

ICONS: Final = frozenset({
    "back", "check", "clock", "cross", "doc", "down", "eye", "flag", "info", "lock", "none", "open", "pen", "plus", "same", "send",
    "talk", "up", "warn", "zero",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as people see it: colour class, sign and word, and a shorter word for tiles."""

    css: str
    icon: str
    word: Words
    short: Words = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A category as people see it. `letter` ends the names of its symbol (`k-u`) and colours (`cat-u`, `mark-u`)."""

    letter: str
    word: Words
    plural: Words
    short: Words


STATES: Final[dict[str, Badge]] = {
    # A local picture.
    "none": Badge("is-none", "none", _("Inte påbörjad")),
    "draft": Badge("is-draft", "pen", _("Utkast")),
    "submitted": Badge("is-sent", "send", _("Inlämnad")),
    "review": Badge("is-review", "eye", _("Under granskning"), _("Granskas")),
    "returned": Badge("is-back", "back", _("Återlämnad")),
    "approved": Badge("is-ok", "check", _("Godkänd")),
    "zero": Badge("is-ok", "zero", _("Nollrapport")),
    # A round.
    "planned": Badge("is-none", "none", _("Planerad")),
    "open": Badge("is-sent", "send", _("Öppen")),
    "closed": Badge("is-ok", "check", _("Stängd")),
    # A job.
    "queued": Badge("is-draft", "clock", _("Köar")),
    "running": Badge("is-review", "clock", _("Byggs")),
    "built": Badge("is-ok", "check", _("Byggd")),
    "failed": Badge("is-bad", "cross", _("Misslyckades")),
    # The national picture.
    "compiled": Badge("is-draft", "pen", _("Sammanställd")),
    # A publication.
    "signed": Badge("is-sent", "check", _("Signerad")),
    "published": Badge("is-ok", "check", _("Publicerad")),
    "corrected": Badge("is-back", "pen", _("Rättad")),
    "withdrawn": Badge("is-bad", "cross", _("Återkallad")),
    # A request for a document.
    "assessing": Badge("is-draft", "pen", _("Prövas")),
    "ready": Badge("is-sent", "send", _("Väntar på beslut")),
    "decided": Badge("is-ok", "check", _("Beslutad")),
    "handed_out": Badge("is-ok", "open", _("Utlämnad")),
    "taken_back": Badge("is-none", "cross", _("Återtagen")),
    # A change of the organisation.
    "in_effect": Badge("is-ok", "check", _("Genomförd")),
    "cancelled": Badge("is-none", "cross", _("Avbruten")),
    "reversed": Badge("is-back", "back", _("Återställd")),
    # A file that is read in, and what becomes of its rows.
    "received": Badge("is-draft", "clock", _("Mottagen")),
    "applied": Badge("is-ok", "check", _("Inläst")),
    "discarded": Badge("is-none", "cross", _("Kastad")),
    "undone": Badge("is-none", "back", _("Ångrad")),
    "new": Badge("is-ok", "plus", _("Ny")),
    "changed": Badge("is-sent", "pen", _("Ändrad")),
    "unchanged": Badge("is-none", "same", _("Oförändrad")),
    "refused": Badge("is-bad", "cross", _("Avvisad")),
}

CATEGORIES: Final[dict[str, Mark]] = {
    "utsatt": Mark("u", _("Utsatt område"), _("Utsatta områden"), _("Utsatta")),
    "risk": Mark("r", _("Riskområde"), _("Riskområden"), _("Risk")),
    "sarskilt": Mark("s", _("Särskilt utsatt område"), _("Särskilt utsatta områden"), _("Särskilt utsatta")),
    "inte": Mark("n", _("Inte utsatt område"), _("Inte utsatta områden"), _("Inte utsatta")),
}

TRENDS: Final[dict[str, tuple[str, Words]]] = {
    "positiv": ("up", _("Positiv utveckling")),
    "oforandrad": ("same", _("Oförändrad utveckling")),
    "negativ": ("down", _("Negativ utveckling")),
    "ny": ("plus", _("Nytt område")),
}

CHECKS: Final[dict[str, Words]] = {"ok": _("Grön"), "wait": _("Väntar"), "warn": _("Att ta ställning till"), "bad": _("Röd")}


def badge(state: str) -> Badge:
    """Return the badge of a state; an unknown state is a mistake in the program and says so."""
    try:
        return STATES[str(state)]
    except KeyError:
        raise KeyError(f"No badge for the state {state!r}: add it to lagesbild/ui/badges.py.") from None


def mark(category: str) -> Mark:
    """Return the mark of a category; an unknown one is a mistake in the program and says so."""
    try:
        return CATEGORIES[str(category)]
    except KeyError:
        raise KeyError(f"No mark for the category {category!r}: add it to lagesbild/ui/badges.py.") from None
