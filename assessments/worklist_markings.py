"""The markings of secrecy that wait for review, of questions and of single texts."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models.marking import REVIEWED_WITH
from assessments.queries.markings import due_markings
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge
from lagesbild.ui.worklist import Work, Worklist


def items(scope: Scope) -> Worklist:
    """Return one row for all markings that the person reviews and whose day has come."""
    found = Worklist()
    if not any(scope.can(codename) for codename in REVIEWED_WITH.values()):
        return found
    due = due_markings(scope).aggregate(n=Count("pk"), first=Min("review_by"))
    if due["n"]:
        work = Work(
            title=_("Ompröva sekretessmarkeringar"),
            text=ngettext("%(n)s markering har nått sin dag.", "%(n)s markeringar har nått sin dag.", due["n"]) % {"n": due["n"]},
            href=reverse("assessments:markings"),
            button=_("Ompröva"),
            badge=Badge("is-back", "clock", _("Att ompröva")),
            due=due["first"],
        )
        found.mine.append(work)
    return found
