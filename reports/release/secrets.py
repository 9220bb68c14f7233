"""Whether an open text is a copy of a classified one. What is told is in which file a copy lies, never which text it is of."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.built_bundle import BuiltBundle
from reports.release.result import Result, files, green_if, hits, some


def no_secret(bundle: BuiltBundle) -> Result:
    """Compare every file with every classified text of the round."""
    found = bundle.comparison
    compared = sum(found.numbers.values())
    clean = ngettext(
        "Varje fil är jämförd med %(n)s sekretessbelagd text ur omgången",
        "Varje fil är jämförd med %(n)s sekretessbelagda texter ur omgången",
        compared,
    ) % {"n": compared}
    how = _(
        "%(clean)s: åtta ord i följd, och texter på tre till sju ord i sin helhet. Kortare texter, tal och graderingar är för korta att "
        "söka efter. De kan inte hamna i paketet: den öppna rapporten har inget fält för dem."
    )
    copied = _("Ord i följd är samma som i en sekretessbelagd text i: %(files)s. Skriv om den i en ny version och bygg igen.")
    return Result(
        green_if(not found.files),
        _("Ingen text ur sekretessdelen finns i paketet"),
        _("%(hits)s i %(files)s") % {"hits": hits(len(found.files)), "files": files(len(bundle.texts))},
        copied % {"files": some(found.files)} if found.files else how % {"clean": clean},
        facts={"texts": found.numbers, "too_short": found.too_short, "digest": found.digest},
    )
