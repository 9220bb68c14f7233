"""Where the log stands in the menu and on the first page of those who read it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui import menu, worklist
from lagesbild.ui.worklist import Worklist


def register_all() -> None:
    """Make both known. Called once, when the app is ready."""
    menu.register(90, gettext_lazy("Händelselogg"), "audit:log", test=lambda scope: scope.can(Codename.READ_AUDIT))
    worklist.register(items)


def items(scope: Scope) -> Worklist:
    """Say where the log is. Nothing waits there."""
    if not scope.can(Codename.READ_AUDIT):
        return Worklist()
    return Worklist(
        empty=_("I händelseloggen ser du vem som gjorde vad, och när. Att du läser den loggas också."),
        href=reverse("audit:log"),
        link=_("Läs händelseloggen"),
    )
