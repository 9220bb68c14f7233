"""Tables as CSV that a spreadsheet reads as it was meant. The one place for the rule on cells that look like formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | float | None


def csv_table(head: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a table as CSV (RFC 4180: comma, CRLF; UTF-8 without a byte-order mark)."""
    text = io.StringIO(newline="")
    write_csv(text, head, rows)
    return text.getvalue().encode()


def write_csv(out: TextIO, head: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Write the same into an open text file, row by row, however many there are."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)


def neutral(text: str) -> str:
    """Return a text that a spreadsheet reads as text, never as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _cell(value: Cell) -> str:
    """Return a cell that a spreadsheet reads as text or as a number, never as a formula."""
    if value is None:
        return ""
    return neutral(value) if isinstance(value, str) else str(value)
