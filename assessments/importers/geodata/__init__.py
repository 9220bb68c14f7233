"""The police's own files of boundaries: what each area in them matches, what it changes, and writing it."""

from django.utils.translation import gettext_lazy as _

from areas import imports

KIND = "geodata"


def register_kind() -> None:
    """Make the kind known. Called once, when the app is ready."""
    imports.register_own_pages(imports.OwnPages(KIND, _("Gränser (geodata)"), send="assessments:geodata_send", page="assessments:geodata"))
