"""From bytes to rows. A file that cannot be read gets one sentence that says what to do."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from tablib import Dataset

from areas.importers.outcome import FileProblem
from areas.imports import Kind
from lagesbild.ui.swedish import join_swedish, swedish_number

MAX_ROWS: Final = 5000
ROW: Final = "_rad"  # the row's number in the file travels with it
_HEADS_WITHIN: Final = 65536
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMULA = re.compile(r"[=@\t]|[+-](?![\d.,]+$)")


def read_rows(content: bytes, kind: Kind) -> Dataset:
    """Return the rows of a file of `kind`, each with its number; raise `FileProblem` when the file itself is wrong.

    Comma and semicolon both work, with or without a byte order mark. Columns beyond the kind's own are kept and never read.
    """
    check_text(content, kind.max_bytes)
    lines = records(content)
    heads = [name.strip().casefold() for name in next(lines, (0, []))[1]]
    check_heads(heads, kind)
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


def has_control_characters(value: str) -> bool:
    """Answer whether there are signs in `value` that no text has."""
    return bool(_CONTROL.search(value))


def is_archive(content: bytes) -> bool:
    """Answer whether a file is a zip archive, as a workbook of today is."""
    return content.startswith(_ZIP)


def too_large(limit: int) -> str:
    """Return the sentence for a file over the limit."""
    return _("Filen är större än %(n)s MB. Dela den i mindre filer.") % {"n": limit // 1024**2}


def check_text(content: bytes, limit: int) -> None:
    """Raise `FileProblem` for what is no text in UTF-8, or larger than `limit` bytes."""
    if len(content) > limit:
        raise FileProblem(too_large(limit))
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
    if has_control_characters(text):
        raise FileProblem(_("Filen är inte en textfil: den innehåller styrtecken. Spara den som CSV (UTF-8) och skicka den igen."))


def records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield number and values of each record that is not blank, piece by piece. The sign between values is read off the heads."""
    heads = content[:_HEADS_WITHIN].removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(lines, delimiter=";" if heads.count(b";") > heads.count(b",") else ",", strict=True)
    number = 0
    try:
        for values in reader:
            number += 1
            if any(value.strip() for value in values):
                yield number, values
    except csv.Error as error:
        sentence = _("Filen går inte att läsa som CSV vid rad %(row)s. Kontrollera citattecknen.")
        raise FileProblem(sentence % {"row": number + 1}) from error


def check_heads(heads: list[str], kind: Kind) -> None:
    """Raise `FileProblem` unless every column of the kind is there, once."""
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
