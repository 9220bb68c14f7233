"""From bytes to rows. A file that cannot be read gets one sentence that says what to do."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from tablib import Dataset

from areas.importers.outcome import FileProblem
from areas.imports import Kind
from lagesbild.ui.swedish import join_swedish, swedish_number

MAX_ROWS: Final = 5000
ROW: Final = "_rad"  # the row's number in the file travels with it
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMULA = re.compile(r"[=@\t]|[+-](?![\d.,]+$)")


def read_rows(content: bytes, kind: Kind) -> Dataset:
    """Return the rows of a file of `kind`, each with its number; raise `FileProblem` when the file itself is wrong.

    Comma and semicolon both work, with or without a byte order mark. Columns beyond the kind's own are kept and never read.
    """
    lines = _records(_text(content))
    heads = [name.strip().casefold() for name in next(lines, (0, []))[1]]
    _check_heads(heads, kind)
    dataset = Dataset(headers=[*heads, ROW])
    for number, values in lines:
        if len(values) != len(heads):
            sentence = _("Rad %(row)s har %(n)s värden, men rubrikraden har %(heads)s kolumner.")
            raise FileProblem(sentence % {"row": number, "n": len(values), "heads": len(heads)})
        if len(dataset) == MAX_ROWS:
            raise FileProblem(_("Filen har fler än %(n)s rader. Dela den i flera filer.") % {"n": swedish_number(MAX_ROWS)})
        dataset.append([*(value.strip() for value in values), number])
    if not len(dataset):
        raise FileProblem(_("Filen har rubriker men inga rader."))
    return dataset


def ignored_columns(dataset: Dataset, kind: Kind) -> tuple[str, ...]:
    """Return the columns that the kind does not know."""
    return tuple(name for name in dataset.headers if name and name not in {*kind.columns, *kind.unread, ROW})


def starts_like_formula(value: str) -> bool:
    """Answer whether a spreadsheet would run `value` instead of showing it. Numbers with a sign are no formula."""
    return bool(_FORMULA.match(value))


def too_large() -> str:
    """Return the sentence for a file over the limit."""
    return _("Filen är större än %(n)s MB. Dela den i mindre filer.") % {"n": settings.IMPORT_MAX_BYTES // 1024**2}


def _text(content: bytes) -> str:
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise FileProblem(too_large())
    if not content.strip():
        raise FileProblem(_("Filen är tom."))
    if content.startswith((_ZIP, _OLE)):
        raise FileProblem(_("Filen är en Excel-fil eller ett arkiv. Spara den som CSV (UTF-8) och skicka den igen."))
    not_utf8 = _("Filen är inte UTF-8. Spara den som CSV (UTF-8) och skicka den igen.")
    if content.startswith(_UTF16):
        raise FileProblem(not_utf8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(not_utf8) from error
    if not text.strip():
        raise FileProblem(_("Filen är tom."))
    if _CONTROL.search(text):
        raise FileProblem(_("Filen är inte en textfil: den innehåller styrtecken. Spara den som CSV (UTF-8) och skicka den igen."))
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield number and values of each record that is not blank. The sign between values is read off the heads."""
    heads = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if heads.count(";") > heads.count(",") else ",", strict=True)
    number = 0
    try:
        for values in reader:
            number += 1
            if any(value.strip() for value in values):
                yield number, values
    except csv.Error as error:
        sentence = _("Filen går inte att läsa som CSV vid rad %(row)s. Kontrollera citattecknen.")
        raise FileProblem(sentence % {"row": number + 1}) from error


def _check_heads(heads: list[str], kind: Kind) -> None:
    missing = [name for name in kind.columns if name not in heads]
    if len(missing) == len(kind.columns):
        sentence = _("Filen har inte rubrikerna för ”%(kind)s”. Första raden ska vara: %(columns)s.")
        raise FileProblem(sentence % {"kind": kind.label, "columns": ", ".join(kind.columns)})
    if len(missing) == 1:
        raise FileProblem(_("Kolumnen %(name)s saknas.") % {"name": missing[0]})
    if missing:
        raise FileProblem(_("Kolumnerna %(names)s saknas.") % {"names": join_swedish(missing)})
    doubled = next((name for name in kind.columns if heads.count(name) > 1), None)
    if doubled:
        raise FileProblem(_("Kolumnen %(name)s finns två gånger.") % {"name": doubled})
