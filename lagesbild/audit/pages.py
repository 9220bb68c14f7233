"""Where the log stands in the menu and on the first page of those who read it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.audit.anomalies import findings
from lagesbild.ui import menu, worklist
from lagesbild.ui.badges import Badge
from lagesbild.ui.worklist import Work, Worklist


def register_all() -> None:
    """Make both known. Called once, when the app is ready."""
    menu.register(90, gettext_lazy("Händelselogg"), "audit:log", test=lambda scope: scope.can(Codename.READ_AUDIT))
    worklist.register(items)


def items(scope: Scope) -> Worklist:
    """Say where the log is, and how much stands out in it that nobody has reviewed."""
    if not scope.can(Codename.READ_AUDIT):
        return Worklist()
    found = Worklist(
        empty=_("I händelseloggen ser du vem som gjorde vad, och när. Att du läser den loggas också."),
        href=reverse("audit:log"),
        link=_("Läs händelseloggen"),
    )
    number = sum(row.review is None for row in findings())
    if number:
        found.mine.append(
            Work(
                title=ngettext("Granska %(n)s avvikelse i loggen", "Granska %(n)s avvikelser i loggen", number) % {"n": number},
                text=_("Något sticker ut: mycket mer än vanligt, ovanliga tider, nekade försök eller andras områden."),
                href=reverse("audit:anomalies"),
                button=_("Visa avvikelserna"),
                badge=Badge("is-review", "eye", _("Att granska")),
            )
        )
    return found
