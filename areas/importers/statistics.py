"""Register statistics: a row is one number, of one indicator, at one place, for one year.

A hundred thousand rows are ordinary here, so nothing is done row by row: the file is copied to a table of its own, and the database
matches, judges, compares and writes them all at once (`statistics_sql.py`). What is said of a refused row is in `statistics_faults.py`.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from areas.enums import Outcome, SeriesMethod
from areas.importers import statistics_sql as sql
from areas.importers.outcome import Change, Result, Row
from areas.importers.sheets import FORMATS, MAX_BYTES, check_sheet, open_sheet
from areas.importers.statistics_faults import sentence
from areas.imports import Kind, Loaded, register
from areas.models import Statistic
from lagesbild import clock
from lagesbild.ui.swedish import minus

KEY: Final = "statistics"
COLUMNS: Final = ("indikator", "niva", "plats", "ar", "varde", "enhet", "kalla", "licens", "hamtad")
LISTED: Final = 500  # rows of each outcome that are shown; all are counted
FIRST_YEAR: Final = 1990


class StatisticsRunner:
    """Reads a file of numbers, all of it or nothing."""

    def check(self, content: bytes) -> None:
        check_sheet(content, KIND)

    @transaction.atomic
    def run(self, content: bytes, *, by: Any, batch: Any, dry_run: bool) -> Result:
        """Return what the file does; written, with `batch` as where it came from, only when no row is refused."""
        sheet = open_sheet(content, KIND)
        with connection.cursor() as cursor:
            if not dry_run:
                cursor.execute(sql.LOCK)  # of two files at once the second sees what the first wrote
            cursor.execute(sql.TUNE)
            cursor.execute(sql.STAGE)
            with cursor.copy(sql.COPY) as copy:
                for number, values in sheet.rows:
                    copy.write_row((number, *values))
            today = clock.today()
            cursor.execute(sql.ORIGINS, {"today": today})
            cursor.execute(sql.JUDGE, {"first": FIRST_YEAR, "last": today.year})
            cursor.execute(sql.COUNT)
            counts = dict(cursor.fetchall())
            result = Result(_listed(cursor), sheet.ignored, counts)
            if not dry_run and not result.why_not:
                for statement in sql.WRITE:
                    cursor.execute(statement, {"batch": batch.pk})
            cursor.execute(sql.UNTUNE)
        return result


def what(row: Mapping[str, str]) -> str:
    """Name a row for people, in the words of the file."""
    return ", ".join(row[name] for name in ("indikator", "plats", "ar") if row[name])


def _listed(cursor: Any) -> tuple[Row, ...]:
    """Return the first rows of each outcome, in the order of the file."""
    cursor.execute(sql.LISTED, {"most": LISTED})
    names = [column.name for column in cursor.description]
    return tuple(_row(dict(zip(names, values, strict=True))) for values in cursor)


def _row(found: dict[str, Any]) -> Row:
    outcome = Outcome(found["outcome"])
    reasons = tuple(sentence(fault, found) for fault in found["faults"])
    changes = tuple(_changes(found)) if outcome == Outcome.CHANGED else ()
    return Row(found["n"], outcome, what(found), reasons, changes)


def _changes(found: dict[str, Any]) -> list[Change]:
    day = found["old_day"].isoformat() if found["old_day"] else ""
    pairs = [
        ("varde", _number(found["old_value"]), _number(found["number"])),
        ("kalla", found["old_source"], found["kalla"]),
        ("licens", found["old_licence"], found["licens"]),
        ("hamtad", day, found["hamtad"]),
    ]
    return [Change(column, before, after) for column, before, after in pairs if before != after]


def _number(value: Any) -> str:
    return minus(format(value.normalize(), "f"))


def _loaded() -> list[Loaded]:
    return [Loaded(_("Registeruppgifter"), Statistic.objects.filter(series__method=SeriesMethod.REGISTER).count())]


KIND: Final = Kind(
    key=KEY,
    label=_("Registeruppgifter"),
    columns=COLUMNS,
    what=what,
    loaded=_loaded,
    runner=StatisticsRunner(),
    order=12,
    max_bytes=MAX_BYTES,
    formats=FORMATS,
)


def register_all() -> None:
    """Make the kind known. Called once, when the app is ready."""
    register(KIND)
