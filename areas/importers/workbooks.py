"""From a workbook (XLSX) to rows of text. What is no workbook, or unpacks to too much, gets one sentence."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from areas.importers.outcome import FileProblem
from areas.importers.reading import has_control_characters

MAX_UNPACKED: Final = 120 * 1024 * 1024
MAX_PARTS: Final = 500
MAX_COLUMNS: Final = 40  # those to the right of them are not looked at
LAST_ROW: Final = 1_048_576  # of any sheet
# What the reader stumbles on in a file that is broken or made to break it.
BROKEN = (
    ArithmeticError, AttributeError, EOFError, KeyError, IndexError, NotImplementedError, OSError, ParseError, RuntimeError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def workbook_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield number and values of each row of the first sheet that is not blank, a piece of the file at a time.

    A cell with a formula gives the formula and not its result, so that it can be refused.
    """
    _check_archive(content)
    rows = _rows(content)
    while True:
        try:
            found = next(rows, None)
        except FileProblem:
            raise
        except BROKEN as error:
            raise FileProblem(_("Excel-filen går inte att läsa. Spara den på nytt, eller som CSV (UTF-8), och skicka den igen.")) from error
        if found is None:
            return
        yield found


def _check_archive(content: bytes) -> None:
    """Hold what the archive says of itself against the limits. What it says is also the most that is ever unpacked of each part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise FileProblem(_("Excel-filen är trasig. Spara den på nytt och skicka den igen.")) from error
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise FileProblem(_("Filen är ett arkiv och ingen Excel-fil. Skicka en CSV (UTF-8) eller XLSX."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        sentence = _("Excel-filen packas upp till mer än %(n)s MB. Dela den i flera filer, eller spara den som CSV (UTF-8).")
        raise FileProblem(sentence % {"n": MAX_UNPACKED // 1024**2})


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that it does not know: nothing that is read here
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the sheet says of its own size is often wrong
        width = 0
        for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=LAST_ROW, values_only=True), start=1):
            texts = [_text(value) for value in values[: width or MAX_COLUMNS]]
            if any(texts):
                width = width or max(place for place, text in enumerate(texts, start=1) if text)  # the heads say how wide the table is
                yield number, texts[:width]
        book.close()


def _text(value: Any) -> str:
    """Return a cell as a person would have written it in a text file."""
    if value is None:
        return ""
    if isinstance(value, str):
        if has_control_characters(value):
            raise FileProblem(_("Excel-filen innehåller styrtecken. Ta bort dem och skicka den igen."))
        return value.strip()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value) if isinstance(value, int) else f"={type(value).__name__}"  # a formula over several cells
