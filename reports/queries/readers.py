"""Who can read the national picture of a year before it is published, and why."""

from django.utils.translation import gettext as _

from assessments.queries.readers import Reader, holders
from lagesbild.access.codenames import Codename
from lagesbild.ui.language import joined


def readers_of_national() -> list[Reader]:
    """Return everybody who holds the reading of the national picture, with what more they may do to it. The same for every year."""
    rows = holders((Codename.VIEW_NATIONAL, *_more()), _words)
    return [row for row in rows if Codename.VIEW_NATIONAL.value in row.holds]


def _more() -> dict[Codename, str]:
    return {
        Codename.COMPILE: _("sammanställa"),
        Codename.APPROVE_PICTURE: _("godkänna"),
        Codename.APPROVE_RELEASE: _("godkänna kontrollerna"),
        Codename.PUBLISH: _("publicera"),
    }


def _words(holds: frozenset[str]) -> str:
    verbs = [verb for codename, verb in _more().items() if codename.value in holds]
    return _("Hela, och får %(verbs)s") % {"verbs": joined(verbs)} if verbs else _("Hela")
