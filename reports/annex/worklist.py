"""What waits for whoever has an exemplar of the annex."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge
from lagesbild.ui.worklist import Work, Worklist
from reports.annex.queries import to_hand_back


def items(scope: Scope) -> Worklist:
    """Return the exemplars to hand back or destroy. One query; none for who may not read the annex."""
    found = Worklist()
    if scope.user_id is None or not scope.can(Codename.VIEW_ANNEX):
        return found
    for copy in to_hand_back(scope.user_id):
        found.mine.append(
            Work(
                title=_("Återlämna eller förstör exemplar %(n)s av bilagan %(year)s") % {"n": copy.number, "year": copy.picture.year},
                text=_("En senare version av lägesbilden är godkänd. Anteckna vad som hände med exemplaret."),
                href=f"{reverse('annex:annex', args=[copy.picture_id])}#sandlista",
                button=_("Visa sändlistan"),
                badge=Badge("is-back", "back", _("Ersatt version")),
            )
        )
    return found
