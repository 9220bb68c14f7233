"""Runs a file through its kind's resource, for show or in earnest, and tells what became of each row."""

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from import_export.results import RowResult

from areas.enums import Outcome
from areas.importers.outcome import Change, Result, Row
from areas.importers.reading import ROW, ignored_columns, read_rows
from areas.imports import Kind
from lagesbild.db import present

_OUTCOMES = {
    RowResult.IMPORT_TYPE_NEW: Outcome.NEW,
    RowResult.IMPORT_TYPE_UPDATE: Outcome.CHANGED,
    RowResult.IMPORT_TYPE_SKIP: Outcome.UNCHANGED,
}


class Explains:
    """Mixed into a resource: remembers what there is to say about a row. Row number → changes, note."""

    def __init__(self, by: Any = None) -> None:
        super().__init__()
        self.by = by
        self.changes: dict[int, tuple[Change, ...]] = {}
        self.notes: dict[int, str] = {}


def check(kind: Kind, content: bytes) -> None:
    """Raise `FileProblem` when the file itself cannot be read."""
    if kind.runner is not None:
        kind.runner.check(content)
    else:
        read_rows(content, kind)


def run(kind: Kind, content: bytes, *, by: Any, dry_run: bool, batch: Any = None) -> Result:
    """Read `content` into the register and return the result; with `dry_run`, or when a row is refused, nothing stays written.

    Raises `FileProblem` when the file itself cannot be read.
    """
    if kind.runner is not None:
        found: Result = kind.runner.run(content, by=by, batch=batch, dry_run=dry_run)
        return found
    return _row_by_row(kind, content, by=by, dry_run=dry_run)


def _row_by_row(kind: Kind, content: bytes, *, by: Any, dry_run: bool) -> Result:
    dataset = read_rows(content, kind)
    resource = present(kind.resource)(by)
    found = resource.import_data(dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True)
    if found.base_errors:
        raise found.base_errors[0].error  # not a row's doing but a mistake in the program
    rows = tuple(_row(kind, resource, values, row) for values, row in zip(dataset.dict, found.rows, strict=True))
    return Result(rows, ignored_columns(dataset, kind))


def _row(kind: Kind, resource: Explains, values: dict[str, Any], found: RowResult) -> Row:
    number = values[ROW]
    reasons = _reasons(found)
    changes = resource.changes.get(number, ())
    outcome = Outcome.REFUSED if reasons else _OUTCOMES[found.import_type]
    if outcome == Outcome.NEW and changes:
        outcome = Outcome.CHANGED
    return Row(number, outcome, kind.what(values), reasons, () if reasons else changes, resource.notes.get(number, ""))


def _reasons(found: RowResult) -> tuple[str, ...]:
    if found.validation_error is not None:
        return tuple(found.validation_error.messages)
    if found.errors:
        error = found.errors[0].error
        if not isinstance(error, IntegrityError):
            raise error
        return (_("raden krockar med en annan rad i registret."),)
    return ()
