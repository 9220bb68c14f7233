"""The menu item of the imports."""

from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename
from lagesbild.ui import menu


def register_all() -> None:
    """Make the item known. Called once, when the app is ready."""
    menu.register(80, _("Inläsning"), "areas:imports", test=lambda scope: scope.can(Codename.IMPORT_DATA), match="areas:")
