"""The menu item of requests for documents."""

from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename
from lagesbild.ui import menu


def register_all() -> None:
    """Make the item known. Called once, when the app is ready."""
    menu.register(
        75,
        _("Utlämnande"),
        "handout:requests",
        test=lambda scope: scope.can(Codename.HANDLE_REQUESTS) or scope.can(Codename.DECIDE_REQUESTS),
        match="handout:",
    )
