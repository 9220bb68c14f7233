"""What it costs to read in 100 000 numbers, against a bare COPY of the same rows.

The whole way is timed: the file is received (read to its end and kept), tried, and read in, which tries it again; all at the checks of the
register, the record of the file and the log. COPY is timed twice: of the finished rows into the table where they end up, with its keys and
constraints, committed; and of the file's lines as text into a table of nothing, which is the least that any reading can cost.
"""

import statistics
import sys
from collections.abc import Iterator
from datetime import date
from itertools import product

from django.db import connection, transaction

from areas.actions.batches import apply_batch, dry_run, receive_batch
from areas.importers.statistics import COLUMNS, KEY
from areas.models import Area, ImportBatch, Indicator, Municipality, Statistic, StatisticDelivery, StatisticSeries, Unit
from bench import setting
from lagesbild.access.acting import acting_as
from reports.demo import accounts

ROWS, TIMES, LIMIT = 100_000, 3, 5.0
ORIGIN = ("SCB, mätning", "CC0", "2025-03-31")


def main() -> int:
    setting.prepare()
    by = accounts.account("data.admin")
    found = list(lines())
    content = "\n".join(",".join(f'"{value}"' if "," in value else value for value in line) for line in [COLUMNS, *found]).encode()
    steps: dict[str, list[float]] = {"received": [], "tried": [], "read in": [], "copied": [], "copied as text": []}
    for _time in range(TIMES):
        with acting_as(by):
            batch: list[ImportBatch] = []
            received = setting.timed(lambda batch=batch: batch.append(receive_batch(kind=KEY, filename="tal.csv", content=content, by=by)))
            steps["received"].append(received)
            steps["tried"].append(setting.timed(lambda batch=batch: dry_run(batch[0], by=by)))
        steps["read in"].append(setting.timed(lambda batch=batch: read_in(batch[0], by)))
        steps["copied"].append(copied())
        steps["copied as text"].append(copied_as_text(found))
        empty()
    middle = {name: statistics.median(seconds) for name, seconds in steps.items()}
    for name, seconds in middle.items():
        print(f"{ROWS} rows {name}: {seconds:.2f} s")
    whole = middle["received"] + middle["tried"] + middle["read in"]
    print(f"the whole way {whole:.2f} s: {whole / middle['copied as text']:.1f} times the copy as text")
    holds = whole <= LIMIT * middle["copied"]
    print(
        f"against the copy of the same rows: {whole / middle['copied']:.1f} times; limit {LIMIT:g}: {'holds' if holds else 'DOES NOT HOLD'}"
    )
    return 0 if holds else 1


def lines() -> Iterator[tuple[str, ...]]:
    """Yield made-up numbers for every indicator that is no share, place and year until there are enough."""
    indicators = Indicator.objects.exclude(kind="share")
    places = [
        *(("kommun", code) for code in Municipality.objects.values_list("code", flat=True)),
        *(("enhet", key) for key in Unit.objects.filter(valid_to=None).values_list("key", flat=True)),
        *(("omrade", area.slug) for area in Area.objects.exclude(versions__valid_to__isnull=False)),
    ]
    years = range(2025, 1999, -1)
    every = product(indicators, years, places)
    for number, (indicator, year, (level, place)) in zip(range(ROWS), every, strict=False):
        yield indicator.key, level, place, str(year), str(number), indicator.unit, *ORIGIN


def read_in(batch: ImportBatch, by: object) -> None:
    with acting_as(by):
        apply_batch(batch, by=by)


def copied() -> float:
    """Return the seconds of COPY of the rows that were just read in, out of their table and into it again, with the commit."""
    rows = list(Statistic.objects.values_list("series_id", "year", "value", "delivery_id"))
    if len(rows) != ROWS:
        raise SystemExit(f"{len(rows)} rows were read in")
    with connection.cursor() as cursor:
        cursor.execute("truncate areas_statistic")
    lines = "".join(f"{series}\t{year}\t{value}\t{delivery}\n" for series, year, value, delivery in rows)

    @transaction.atomic
    def copy() -> None:
        with connection.cursor() as cursor, cursor.copy("copy areas_statistic (series_id, year, value, delivery_id) from stdin") as out:
            out.write(lines)

    return setting.timed(copy)


def copied_as_text(found: list[tuple[str, ...]]) -> float:
    """Return the seconds of COPY of the file's lines into a table without keys."""
    text = "".join("\t".join(line) + "\n" for line in found)

    @transaction.atomic
    def copy() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"create table bare ({', '.join(f'{name} text' for name in COLUMNS)})")
            with cursor.copy("copy bare from stdin") as out:
                out.write(text)

    seconds = setting.timed(copy)
    with connection.cursor() as cursor:
        cursor.execute("drop table bare")
    return seconds


def empty() -> None:
    """Take it all away, for the next time."""
    with connection.cursor() as cursor:
        cursor.execute("truncate areas_statistic, areas_statisticseries, areas_statisticdelivery")
    ImportBatch.objects.filter(kind=KEY).update(state="discarded", content=b"", sha256=str(date.min), applied_at=None, applied_by=None)
    StatisticSeries.objects.all().delete()
    StatisticDelivery.objects.all().delete()


if __name__ == "__main__":
    sys.exit(main())
