"""The menu items of those at Noa."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.queries.decisions import READERS
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import ALL
from lagesbild.ui import menu


def register_all() -> None:
    """Make the items known. Called once, when the app is ready."""
    menu.register(20, _("Lägesvägg"), "assessments:current_wall", test=_at_noa, match=("assessments:wall", "assessments:review"))
    menu.register(
        30, _("Beslut"), "assessments:current_decisions", test=_reads_decisions, match=("assessments:decisions", "assessments:decide")
    )
    menu.register(
        40,
        _("Omgångar"),
        "assessments:rounds",
        test=_at_noa,
        match=("assessments:plan_round", "assessments:method", "assessments:markings"),
    )
    menu.register(95, _("Nödläge"), "assessments:glass_list", test=lambda scope: scope.can(Codename.READ_AUDIT), match="assessments:glass")


def _at_noa(scope: Any) -> bool:
    """Whether the person reads pictures for the whole country; a local police area finds its own in the worklist."""
    return scope.units(Codename.VIEW_PICTURE) is ALL


def _reads_decisions(scope: Any) -> bool:
    return any(scope.can(codename) for codename in READERS)
