"""Tables as CSV that a spreadsheet reads as it was meant. The one place for the rule on cells that look like formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | float | None


def csv_table(head: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a table as CSV (RFC 4180: comma, CRLF; UTF-8 without a byte-order mark)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Cell) -> str:
    """Return a cell that a spreadsheet reads as text or as a number, never as a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(value)
