"""Which column of a file means what: guessed by the names that the police publish, and told by a person where they differ."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Mapped = dict[str, str]  # meaning → column


class Meaning(TextChoices):
    """What a column can mean."""

    NAME = "name", _("Områdets namn")
    CATEGORY = "category", _("Kategori")
    LPO = "lpo", _("Lokalpolisområde")
    LPO_CODE = "lpo_code", _("Lokalpolisområdets kod")
    DISTRICT = "district", _("Polisområde")
    DISTRICT_CODE = "district_code", _("Polisområdets kod")
    REGION = "region", _("Polisregion")
    VALID_FROM = "valid_from", _("Gäller från")
    REMOVED = "removed", _("År då området togs bort")


NEEDED: Final = (Meaning.NAME,)
ONE_OF: Final = (Meaning.LPO_CODE, Meaning.LPO)

# As the police publish them: in full in GeoJSON and GeoPackage, cut to ten letters in shape files (where a second column that is cut
# to the same letters gets "_1"), and as in the file of areas that were taken off the list.
KNOWN: Final[Mapping[Meaning, tuple[str, ...]]] = {
    Meaning.NAME: ("NAMN", "OMRADE", "OMRÅDE"),
    Meaning.CATEGORY: ("KATEGORI",),
    Meaning.LPO: ("LOKALPOLISOMRADE", "LOKALPOLIS", "LPO"),
    Meaning.LPO_CODE: ("OMRADESKOD", "LPO_KOD", "LPOKOD"),
    Meaning.DISTRICT: ("POLISOMRADE", "POLISOMR_1", "POLISOMRAD", "PO"),
    Meaning.DISTRICT_CODE: ("POLISOMRADESKOD", "POLISOMRADEKOD", "POLISOMRAD", "POLISOMR_1"),
    Meaning.REGION: ("REGION", "POLISREGION"),
    Meaning.VALID_FROM: ("AKTUALITET_START", "AKTUALITET", "AKTUALIT_1"),
    Meaning.REMOVED: ("BORTTAGEN",),
}
CODES: Final = {Meaning.LPO_CODE, Meaning.DISTRICT_CODE}


def guessed(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Mapped:
    """Return the columns whose name is known. Where a cut name could be a code or a name, its values tell: a code has only digits."""
    by_name = {column.upper(): column for column in columns}
    found: Mapped = {}
    for meaning, names in KNOWN.items():
        candidates = [by_name[name] for name in names if name in by_name]
        fitting = [column for column in candidates if _digits(column, rows) == (meaning in CODES)]
        known = fitting if meaning in CODES or meaning in {Meaning.DISTRICT, Meaning.LPO} else candidates
        if known:
            found[meaning.value] = known[0]
    return found


def lacking(mapped: Mapped) -> list[str]:
    """Return what must be told before the file can be read, in words; empty when nothing is missing."""
    words = [str(meaning.label) for meaning in NEEDED if meaning.value not in mapped]
    if not any(meaning.value in mapped for meaning in ONE_OF):
        words.append(str(_("Lokalpolisområde eller dess kod")))
    return words


def samples(column: str, rows: Sequence[Mapping[str, str]], most: int = 3) -> list[str]:
    """Return the first different values of a column, so that a person sees what it holds."""
    return list(dict.fromkeys(row[column] for row in rows if row[column]))[:most]


def _digits(column: str, rows: Sequence[Mapping[str, str]]) -> bool:
    values = [row[column] for row in rows if row[column]]
    return bool(values) and all(value.isdigit() for value in values)
