"""Large tables of text, as CSV or as a workbook, a row at a time: for kinds that read a file by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from areas.importers.outcome import FileProblem
from areas.importers.reading import check_heads, check_text, is_archive, records, too_large
from areas.importers.workbooks import workbook_rows
from areas.imports import Kind
from lagesbild.ui.swedish import swedish_number

MAX_ROWS: Final = 200_000
MAX_BYTES: Final = 20 * 1024 * 1024
FORMATS: Final = (".csv", ".xlsx")


@dataclass(frozen=True)
class Sheet:
    """A table whose heads are right. `rows` yields each row's number in the file and its values, in the order of the kind's columns."""

    rows: Iterator[tuple[int, list[str]]]
    ignored: tuple[str, ...]


def open_sheet(content: bytes, kind: Kind) -> Sheet:
    """Return the table of a file. Raises `FileProblem` when it is none of `kind`; its `rows` do so too, when they come to what is wrong."""
    if len(content) > kind.max_bytes:
        raise FileProblem(too_large(kind.max_bytes))
    is_workbook = is_archive(content)
    if is_workbook:
        lines = workbook_rows(content)
    else:
        check_text(content, kind.max_bytes)
        lines = records(content)
    heads = [name.strip().casefold() for name in next(lines, (0, []))[1]]
    check_heads(heads, kind)
    ignored = tuple(name for name in heads if name and name not in kind.columns)
    return Sheet(_in_order(lines, heads, kind, padded=is_workbook), ignored)


def check_sheet(content: bytes, kind: Kind) -> None:
    """Raise `FileProblem` when the file cannot be read to its end as a table of `kind`, or holds no row."""
    if not sum(1 for _row in open_sheet(content, kind).rows):
        raise FileProblem(_("Filen har rubriker men inga rader."))


def _in_order(lines: Iterator[tuple[int, list[str]]], heads: list[str], kind: Kind, *, padded: bool) -> Iterator[tuple[int, list[str]]]:
    places, width = [heads.index(name) for name in kind.columns], len(heads)
    for count, (number, values) in enumerate(lines):
        if count == MAX_ROWS:
            raise FileProblem(_("Filen har fler än %(n)s rader. Dela den i flera filer.") % {"n": swedish_number(MAX_ROWS)})
        if len(values) != width and not padded:
            sentence = _("Rad %(row)s har %(n)s värden, men rubrikraden har %(heads)s kolumner.")
            raise FileProblem(sentence % {"row": number, "n": len(values), "heads": width})
        yield number, [values[place].strip() for place in places]
