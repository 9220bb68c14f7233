"""What can be wrong with keys and sealed values. `str(error)` is a sentence for people and holds nothing of the value."""

from django.utils.translation import gettext as _


class SealError(Exception):
    """A sealed value can be neither opened nor made. Nothing was changed."""


class KeyMissing(SealError):
    """The key-encrypting key that is needed is not in the key file."""

    def __init__(self, name: str = "") -> None:
        which = _("Nyckeln %(name)s saknas") % {"name": name} if name else _("Ingen nyckelfil är angiven")
        super().__init__(which + ": " + _("den sekretessbelagda delen kan varken läsas eller skrivas. Ingenting är ändrat eller förlorat."))


class KeyWrong(SealError):
    """The key in the file has the right name and is another key."""

    def __init__(self, name: str) -> None:
        sentence = _(
            "Nyckeln %(name)s i nyckelfilen är inte den som låste: den sekretessbelagda delen kan inte läsas. Ingenting är förlorat."
        )
        super().__init__(sentence % {"name": name})


class KeyFileBroken(SealError):
    """The key file cannot be read as one."""


class Tampered(SealError):
    """The value was changed, or moved here from another place."""

    def __init__(self) -> None:
        super().__init__(_("En sekretessbelagd text har ändrats utanför systemet eller hör till en annan plats. Den visas inte."))
