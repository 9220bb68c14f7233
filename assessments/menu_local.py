"""The menu items that everybody and the local police areas have."""

from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui import menu


def fills_in(scope: Scope) -> bool:
    return scope.can(Codename.FILL)


def register_all() -> None:
    """Make the items known. Called once, when the app is ready."""
    menu.register(10, _("Att göra"), "worklist")
    menu.register(20, _("Lokal lägesbild"), "assessments:my_picture", test=fills_in, match=("assessments:picture", "assessments:area"))
    menu.register(30, _("Tidigare omgångar"), "assessments:pictures", test=fills_in)
