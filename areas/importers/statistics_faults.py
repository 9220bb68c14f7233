"""What is wrong with a row of numbers, in one sentence that begins with the column. The names are those of `statistics_sql.JUDGE`."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES: Final[Mapping[str, str]] = {
    "indikator_empty": gettext_noop("indikator: värdet saknas."),
    "indikator_unknown": gettext_noop("indikator: ”%(indikator)s” finns inte bland indikatorerna."),
    "niva_unknown": gettext_noop("niva: ”%(niva)s” finns inte. Skriv omrade, enhet eller kommun."),
    "plats_empty": gettext_noop("plats: värdet saknas."),
    "plats_omrade": gettext_noop("plats: området ”%(plats)s” finns inte i registret. Skriv områdets nyckel, till exempel rinkeby-tensta."),
    "plats_enhet": gettext_noop("plats: enheten ”%(plats)s” finns inte i registret. Skriv enhetens kod eller nyckel."),
    "plats_kommun": gettext_noop("plats: kommunen ”%(plats)s” finns inte i registret. Skriv kommunkoden, fyra siffror."),
    "plats_several": gettext_noop("plats: flera enheter har koden ”%(plats)s”. Skriv enhetens nyckel."),
    "plats_ended": gettext_noop("plats: ”%(plats)s” fanns inte längre %(ar)s."),
    "ar_unknown": gettext_noop("ar: ”%(ar)s” är inget år. Skriv fyra siffror."),
    "ar_outside": gettext_noop("ar: %(ar)s är före 1990 eller efter i år."),
    "varde_empty": gettext_noop("varde: värdet saknas. Ta bort raden om uppgiften inte finns."),
    "varde_formula": gettext_noop("varde: ”%(varde)s” är en formel. Skriv talet."),
    "varde_unknown": gettext_noop("varde: ”%(varde)s” är inget tal."),
    "varde_decimals": gettext_noop("varde: %(varde)s har decimaler, men indikatorn är ett antal."),
    "varde_negative": gettext_noop("varde: %(varde)s är mindre än noll."),
    "varde_share": gettext_noop("varde: %(varde)s är ingen andel. Skriv procent, från 0 till 100."),
    "enhet_empty": gettext_noop("enhet: värdet saknas."),
    "enhet_other": gettext_noop("enhet: ”%(enhet)s” stämmer inte. Indikatorn anges i %(unit)s."),
    "kalla_empty": gettext_noop("kalla: värdet saknas. Skriv var uppgiften kommer ifrån."),
    "kalla_wrong": gettext_noop("kalla: texten är längre än 300 tecken eller börjar som en formel."),
    "licens_empty": gettext_noop("licens: värdet saknas. Skriv vad uppgiften får användas till, till exempel CC0."),
    "licens_wrong": gettext_noop("licens: texten är längre än 300 tecken eller börjar som en formel."),
    "hamtad_empty": gettext_noop("hamtad: värdet saknas. Skriv dagen då uppgiften hämtades."),
    "hamtad_unknown": gettext_noop("hamtad: ”%(hamtad)s” är inget datum. Skriv till exempel 2025-03-31."),
    "hamtad_future": gettext_noop("hamtad: %(hamtad)s har inte varit än."),
    "again": gettext_noop("samma uppgift som rad %(first)s."),
}
LONGEST: Final = 40  # letters of a cell that are said again


def sentence(fault: str, row: Mapping[str, Any]) -> str:
    """Return what is wrong with `row`."""
    return _(SENTENCES[fault]) % {name: value[:LONGEST] if isinstance(value, str) else value for name, value in row.items()}
