"""The menu items of the organisation, of the imports and exports, of lineage, of the accounts and of the review of access."""

from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename
from lagesbild.ui import menu


def register_all() -> None:
    """Make the items known. Called once, when the app is ready."""
    imports = ("areas:imports", "areas:batch", "assessments:geodata")
    organisation = ("areas:organisation", "areas:unit", "areas:change")
    menu.register(75, _("Organisation"), "areas:organisation", match=organisation)
    menu.register(80, _("Inläsning"), "areas:imports", test=lambda scope: scope.can(Codename.IMPORT_DATA), match=imports)
    menu.register(81, _("Härkomst"), "areas:lineage_latest", test=lambda scope: scope.can(Codename.IMPORT_DATA), match="areas:lineage")
    menu.register(81, _("Export"), "areas:exports", match="areas:export")
    statistics = ("areas:statistics", "areas:statistics_")
    reads = (Codename.VIEW_PICTURE, Codename.IMPORT_DATA)
    menu.register(43, _("Statistik"), "areas:statistics", test=lambda scope: any(map(scope.can, reads)), match=statistics)
    menu.register(44, _("Bemanning"), "areas:staffing", test=lambda scope: scope.can(Codename.VIEW_PICTURE), match="areas:staffing")
    menu.register(82, _("Sekretessgrunder"), "secrecy:grounds", test=lambda scope: scope.can(Codename.IMPORT_DATA), match="secrecy:")
    menu.register(85, _("Konton"), "areas:people", test=lambda scope: scope.can(Codename.MANAGE_ACCOUNTS), match="areas:person")
    reviews = ("areas:access_review", "areas:review_role")
    menu.register(87, _("Behörigheter"), "areas:access_review", test=lambda scope: scope.can(Codename.REVIEW_ACCESS), match=reviews)
