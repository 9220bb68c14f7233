"""What the database says of all rows at once is what a slow reading says of one after the other; and memory does not grow with the file."""

import re
import subprocess
import sys
import tracemalloc
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas import imports
from areas.importers.running import run
from areas.importers.statistics import COLUMNS, KEY
from areas.importers.statistics_faults import sentence
from areas.models import Area, Indicator, Municipality, Statistic, Unit
from lagesbild import clock
from tests.factories.files import as_csv
from tests.factories.statistics import GOOD, csv_file, make_delivery, read_in, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

UNIT_CODE = "531250"
POOLS = {
    "indikator": ["befolkning", "befolkning", "trangboddhet", "omradespoliser", "disponibel_inkomst", "", "lycka"],
    "niva": ["omrade", "omrade", "enhet", "kommun", "Omrade", ""],
    "plats": ["husby", "husby", "alby", "rinkeby-tensta", "lpo-jarva", "lpo-botkyrka", "0180", "180", "0127", "", "atlantis"],
    "ar": ["2019", "2019", "2018", "2026", "0000", "1989", "19", "2999", "tolv", "²019"],
    "varde": [
        "7",
        "7",
        "12 000",
        "12,5",
        "100,1",
        "-3",
        "\N{MINUS SIGN}1",
        "0",
        "",
        "=1+1",
        "x",
        "1 2",
        "9999999999999",
        "+5",
        "1,2,3",
        "٣",
    ],
    "enhet": ["personer", "personer", "procent", "tjänster", "kronor", ""],
    "kalla": ["SCB", "SCB", "Polisen", "", "@x", "x" * 301],
    "licens": ["CC0", "CC0", "CC BY", "", "=y"],
    "hamtad": ["2020-03-01", "2020-03-01", "2021-01-01", "2020-02-30", "2999-01-01", "", "1 mars"],
}
MOST_RIGHT = {name: [GOOD[name]] * 6 + pool for name, pool in POOLS.items() if name not in {"plats", "ar", "varde"}}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(pool) for name, pool in (POOLS | MOST_RIGHT).items()}), min_size=1, max_size=12
)
FORMULA = re.compile(r"[=@\t]|[-+](?![0-9.,]+$)")
NUMBER = re.compile(r"[-+−]?([0-9]{1,12}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,3})([.,][0-9]{1,30})?")
DIGITS = re.compile(r"[0-9]+")


class Slow:
    """Judges one row after the other."""

    def __init__(self) -> None:
        self.indicators = {found.key: found for found in Indicator.objects.all()}
        self.places: dict[tuple[str, str], tuple[Any, date | None]] = {}
        for area in Area.objects.prefetch_related("versions"):
            ends = [version.valid_to for version in area.versions.all()]
            self.places["omrade", area.slug] = (("omrade", area.pk), max(ends) if ends and all(ends) else None)  # type: ignore[type-var]
        for unit in Unit.objects.all():
            self.places["enhet", unit.key] = (("enhet", unit.pk), unit.valid_to)
        for town in Municipality.objects.all():
            self.places["kommun", town.code] = self.places["kommun", town.code.lstrip("0")] = (("kommun", town.pk), None)
        self.seen: dict[Any, int] = {}
        self.kept: dict[Any, Any] = {}

    def judge(self, row: dict[str, str], number: int) -> tuple[str, set[str]]:
        faults: set[str] = set()
        indicator = self.indicators.get(row["indikator"])
        if indicator is None:
            faults.add("indikator_unknown" if row["indikator"] else "indikator_empty")
        year = int(row["ar"]) if len(row["ar"]) == 4 and DIGITS.fullmatch(row["ar"]) else None
        place, last = self.places.get((row["niva"], row["plats"]), (None, None))
        if row["niva"] not in {"omrade", "enhet", "kommun"}:
            faults.add("niva_unknown")
        elif place is None:
            faults.add(f"plats_{row['niva']}" if row["plats"] else "plats_empty")
        elif last and year is not None and last.year < year:
            faults.add("plats_ended")
        if year is None:
            faults.add("ar_unknown")
        elif not 1990 <= year <= clock.today().year:
            faults.add("ar_outside")
        value = self.value(row, indicator, faults)
        self.origin(row, indicator, faults)
        key = (indicator and indicator.pk, place, year)
        if None not in key and self.seen.setdefault(key, number) != number:
            faults.add("again")
        said = (value, row["kalla"], row["licens"], row["hamtad"])
        if faults:
            return "refused", faults
        outcome = "new" if key not in self.kept else "unchanged" if self.kept[key] == said else "changed"
        return outcome, faults

    def value(self, row: dict[str, str], indicator: Indicator | None, faults: set[str]) -> Decimal | None:
        text = row["varde"]
        try:
            if not NUMBER.fullmatch(text):
                raise InvalidOperation
            value = Decimal(re.sub(r"[ \u00a0\u202f+]", "", text).replace(",", ".").replace("−", "-"))
        except InvalidOperation:
            faults.add("varde_empty" if not text else "varde_formula" if FORMULA.match(text) else "varde_unknown")
            return None
        kind = indicator.kind if indicator else ""
        if kind == "count" and value % 1:
            faults.add("varde_decimals")
        elif kind in {"count", "posts"} and value < 0:
            faults.add("varde_negative")
        elif kind == "share" and not 0 <= value <= 100:
            faults.add("varde_share")
        return value

    def origin(self, row: dict[str, str], indicator: Indicator | None, faults: set[str]) -> None:
        if not row["enhet"]:
            faults.add("enhet_empty")
        elif indicator and row["enhet"] != indicator.unit:
            faults.add("enhet_other")
        for name in ("kalla", "licens"):
            if not row[name]:
                faults.add(f"{name}_empty")
            elif len(row[name]) > 300 or FORMULA.match(row[name]):
                faults.add(f"{name}_wrong")
        try:
            if date.fromisoformat(row["hamtad"]) > clock.today():
                faults.add("hamtad_future")
        except ValueError:
            faults.add("hamtad_unknown" if row["hamtad"] else "hamtad_empty")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(ROWS, ROWS)
def test_all_at_once_says_what_one_after_the_other_says(first: list[dict[str, str]], second: list[dict[str, str]]) -> None:
    with transaction.atomic():
        slow = Slow()
        for rows in (first, second):
            slow.seen.clear()
            judged = [slow.judge(found, number) for number, found in enumerate(rows, start=2)]
            good = [found for found, (outcome, _faults) in zip(rows, judged, strict=True) if outcome != "refused"]
            result = run(imports.get(KEY), as_csv(rows), by=None, dry_run=True)
            assert [found.outcome for found in result.rows] == [outcome for outcome, _faults in judged]
            for found, said, (_outcome, faults) in zip(rows, result.rows, judged, strict=True):
                firsts = {"first": slow.seen.get(key(slow, found)), "unit": unit(slow, found)}
                assert set(said.reasons) == {sentence(fault, found | firsts) for fault in faults}
            if good:
                write(slow, good)
        transaction.set_rollback(True)


def key(slow: Slow, row: dict[str, str]) -> Any:
    indicator = slow.indicators.get(row["indikator"])
    year = int(row["ar"]) if len(row["ar"]) == 4 and DIGITS.fullmatch(row["ar"]) else None
    return indicator and indicator.pk, slow.places.get((row["niva"], row["plats"]), (None, None))[0], year


def unit(slow: Slow, row: dict[str, str]) -> str:
    indicator = slow.indicators.get(row["indikator"])
    return indicator.unit if indicator else ""


def write(slow: Slow, rows: list[dict[str, str]]) -> None:
    """Read the rows in, and hold the whole table against what the slow one keeps."""
    batch = make_delivery().batch
    run(imports.get(KEY), as_csv(rows), by=None, batch=batch, dry_run=False)
    for found in rows:
        value = slow.value(found, slow.indicators[found["indikator"]], set())
        slow.kept[key(slow, found)] = (value, found["kalla"], found["licens"], found["hamtad"])
    table = {}
    for stored in Statistic.objects.select_related("series", "delivery"):
        series = stored.series
        place = (
            ("omrade", series.area_id)
            if series.area_id
            else ("enhet", series.unit_id)
            if series.unit_id
            else ("kommun", series.municipality_id)
        )
        delivery = stored.delivery
        table[series.indicator_id, place, stored.year] = (
            stored.value,
            delivery.source,
            delivery.licence,
            delivery.retrieved_on.isoformat(),
        )
    assert table == slow.kept


def test_numbers_already_there_are_found_however_many(django_assert_num_queries: Any) -> None:
    """The same number of statements for one row and for a thousand."""
    read_in(row())
    towns = list(Municipality.objects.values_list("code", flat=True))
    rows = [row(niva="kommun", plats=town, ar=str(year)) for town in towns for year in (2017, 2018, 2019, 2020)]
    with django_assert_num_queries(10):
        run(imports.get(KEY), csv_file(row()), by=None, dry_run=True)
    with django_assert_num_queries(10):
        run(imports.get(KEY), csv_file(*rows), by=None, dry_run=True)


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_little_memory() -> None:
    """Ten megabytes of file: what Python holds beside it is a few pieces of it at a time, and the rows that are shown."""
    towns = list(Municipality.objects.values_list("code", flat=True))
    origin = 'personer,"Statistiska centralbyrån, folkmängd efter region och år",CC0 1.0 Universal,2020-03-31'
    keys = [("befolkning", town, year) for town in towns for year in range(1990, 2022)] * 11
    lines = (f"{name},kommun,{town},{year},{n},{origin}" for n, (name, town, year) in enumerate(keys))
    content = "\n".join([",".join(COLUMNS), *lines]).encode()
    assert content.count(b"\n") > 100_000
    tracemalloc.start()
    result = run(imports.get(KEY), content, by=None, dry_run=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert result.total > 100_000
    assert result.totals["new"] == len(towns) * 32
    assert len(result.rows) == 1000
    assert peak < 3 * len(content), f"{peak / 1024**2:.0f} MB for a file of {len(content) / 1024**2:.0f} MB"


MEASURE = """
import os, resource, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
import django
django.setup()
from areas.importers.outcome import FileProblem
from areas.importers.sheets import check_sheet
from areas.importers.statistics import KIND
from tests.factories.statistics import GOOD, csv_file, workbook
rows = int(sys.argv[2])
content = csv_file(*[GOOD] * rows) if sys.argv[1] == "csv" else workbook([list(GOOD.values())] * rows)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
check_sheet(content, KIND)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "rows"), [("csv", 180_000), ("xlsx", 30_000)])
def test_checking_a_large_file_takes_little_memory(kind: str, rows: int) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE, kind, str(rows)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150, f"{done.stdout} MB"
