"""The menu items of the national picture, its publication, the maps and the annex."""

from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename
from lagesbild.ui import menu


def register_all() -> None:
    """Make the items known. Called once, when the app is ready."""
    menu.register(
        50,
        _("Nationell bild"),
        "reports:nationals",
        test=lambda scope: scope.can(Codename.VIEW_NATIONAL),
        match=("reports:national", "reports:edit_entry", "reports:readers"),
    )
    menu.register(
        60,
        _("Publicering"),
        "reports:publications",
        test=lambda scope: scope.can(Codename.VIEW_NATIONAL),
        match=("reports:build", "reports:publications"),
    )
    readers = (Codename.VIEW_PICTURE, Codename.VIEW_NATIONAL, Codename.IMPORT_DATA)
    menu.register(65, _("Jämför"), "reports:compare", test=lambda scope: any(scope.can(one) for one in readers), match="reports:compare")
    menu.register(65, _("Karta"), "reports:map", match="reports:map")
    menu.register(70, _("Bilagor"), "annex:annexes", test=lambda scope: scope.can(Codename.VIEW_ANNEX), match="annex:")
