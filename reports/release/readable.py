"""Whether every file is of a kind that the checks can read."""

from django.utils.translation import gettext as _

from reports.built_bundle import BuiltBundle
from reports.release.result import Result, files, green_if, some


def every_file_read(bundle: BuiltBundle) -> Result:
    """A file that cannot be read cannot be checked, and so not be released."""
    unread = [name for name, found in bundle.contents.items() if found is None]
    all_of_them = files(len(bundle.files))
    told = _("%(files)s är av ett slag som kontrollen inte kan läsa, eller trasig. Ta bort den och bygg igen.")
    return Result(
        green_if(not unread),
        _("Alla filer går att läsa"),
        _("%(n)s olästa av %(files)s") % {"n": len(unread), "files": all_of_them} if unread else all_of_them,
        told % {"files": some(unread)} if unread else _("Varje fil är läst till slutet, även det som inte syns."),
    )
