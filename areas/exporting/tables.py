"""Tables: CSV in a ZIP with its description beside it, and a workbook with the description on a sheet of its own.

A CSV file stays a plain table from its first line, so that programs can read it; what it is stands in `om-filen.csv` in the same ZIP.
"""

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from areas.exporting.about import About
from areas.exporting.resource import Value
from areas.exports import Taken
from lagesbild.spreadsheet import neutral, write_csv

ABOUT_HEAD = ("uppgift", "text")
ABOUT_SHEET = "Om filen"
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write_zip(path: Path, name: str, taken: Taken, about: About) -> int:
    """Write the ZIP and return the number of rows."""
    count = 0

    def counted() -> object:
        nonlocal count
        for values, _row in taken.resource.lines(taken.rows):
            count += 1
            yield [_cell(value) for value in values]

    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        with archive.open(f"{name}.csv", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
            write_csv(text, taken.resource.head, counted())  # type: ignore[arg-type]
        with archive.open("om-filen.csv", "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
            write_csv(text, ABOUT_HEAD, about)
    return count


def write_workbook(path: Path, name: str, taken: Taken, about: About) -> int:
    """Write the workbook, a row at a time, and return the number of rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_A_SHEET_NAME.sub(" ", name)[:31])
    try:
        count = _write_rows(sheet, taken)
    except BaseException:
        _drop(sheet)
        raise
    other = book.create_sheet(ABOUT_SHEET)
    other.column_dimensions["A"].width, other.column_dimensions["B"].width = 24, 110
    for row in (ABOUT_HEAD, *about):
        other.append([_in_a_sheet(value) for value in row])
    book.save(path)
    return count


def _write_rows(sheet: Any, taken: Taken) -> int:
    sheet.freeze_panes = "A2"
    sheet.append(taken.resource.head)
    count = 0
    for values, _row in taken.resource.lines(taken.rows):
        sheet.append([_in_a_sheet(value) for value in values])
        count += 1
    return count


def _drop(sheet: Any) -> None:
    """Remove the half sheet: openpyxl writes it to a temporary file of its own and would leave it there until the process ends."""
    sheet.close()
    sheet._writer.cleanup()


def _cell(value: Value) -> str | float | None:
    if isinstance(value, bool):
        return _yes(value)
    return value if value is None or isinstance(value, (str, int, float)) else value.isoformat()


def _in_a_sheet(value: Value) -> object:
    if isinstance(value, bool):
        return _yes(value)
    return neutral(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value


def _yes(value: bool) -> str:
    return "ja" if value else "nej"
