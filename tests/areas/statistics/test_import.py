"""Reading in numbers: what is matched, what is refused and why, and that a file is taken whole or not at all."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError

from areas import imports
from areas.actions.batches import apply_batch, dry_run, import_file, receive_batch
from areas.enums import Outcome
from areas.importers import statistics_sql
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import run
from areas.importers.statistics import KEY, LISTED
from areas.models import ImportBatch, Statistic, StatisticDelivery, StatisticSeries, Unit
from lagesbild import clock
from tests.factories.files import data_admin, row_counts
from tests.factories.statistics import GOOD, csv_file, read_in, row, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def trial(*rows: dict[str, str]) -> Result:
    return run(imports.get(KEY), csv_file(*rows), by=None, dry_run=True)


def why(**given: str) -> str:
    """Return why a row is refused that is right but for what is given."""
    [found] = trial(row(**given)).rows
    assert (found.outcome == Outcome.REFUSED) == bool(found.reasons)
    return " ".join(found.reasons)


def value(**place: Any) -> Decimal:
    return Statistic.objects.get(**{f"series__{name}": given for name, given in place.items()}).value


def test_a_number_of_each_kind_of_place() -> None:
    result = read_in(
        row(),
        row(niva="enhet", plats="lpo-jarva", varde="78000"),
        row(niva="kommun", plats="0180", varde="974073"),
        row(indikator="trangboddhet", enhet="procent", varde="32,5"),
    )
    assert result.totals == {"new": 4, "changed": 0, "unchanged": 0, "refused": 0}
    assert value(area__slug="husby", indicator__key="befolkning") == 12000
    assert value(unit__key="lpo-jarva") == 78000
    assert value(municipality__code="0180") == 974073
    assert value(indicator__key="trangboddhet") == Decimal("32.5")
    [delivery] = StatisticDelivery.objects.all()
    assert (delivery.source, delivery.licence, delivery.retrieved_on) == ("SCB, folkmängd", "CC0", date(2020, 3, 1))
    assert delivery.batch.kind == KEY
    assert not StatisticSeries.objects.exclude(method="register").exists()


def test_a_unit_is_named_by_its_code_or_its_key() -> None:
    unit = Unit.objects.exclude(code="").filter(kind="lpo").first()
    assert unit is not None
    read_in(row(niva="enhet", plats=unit.code), row(niva="enhet", plats=unit.key, ar="2018"))
    assert [(found.series.unit_id, found.year) for found in Statistic.objects.order_by("year")] == [(unit.pk, 2018), (unit.pk, 2019)]


def test_a_municipality_whose_code_lost_its_nought_in_a_spreadsheet_is_known() -> None:
    read_in(row(niva="kommun", plats="180"))
    assert value(municipality__code="0180") == 12000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12000", 12000), ("12 000", 12000), ("12\u00a0000", 12000), ("12\u202f000", 12000), ("12000,0", 12000), ("12000.00", 12000),
        ("+7", 7), ("0", 0), ("1 234 567", 1234567), ("007", 7),
    ],
)  # fmt: skip
def test_how_a_count_may_be_written(text: str, number: int) -> None:
    read_in(row(varde=text))
    assert value(indicator__key="befolkning") == number


@pytest.mark.parametrize(("text", "number"), [("-1,5", "-1.5"), ("\N{MINUS SIGN}1,5", "-1.5"), ("0.12345", "0.1235"), ("250000", "250000")])
def test_how_an_amount_may_be_written(text: str, number: str) -> None:
    read_in(row(indikator="disponibel_inkomst", enhet="kronor", varde=text))
    assert value(indicator__key="disponibel_inkomst") == Decimal(number)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"indikator": ""}, "indikator: värdet saknas."),
        ({"indikator": "lycka"}, "indikator: ”lycka” finns inte bland indikatorerna."),
        ({"niva": "stadsdel"}, "niva: ”stadsdel” finns inte. Skriv omrade, enhet eller kommun."),
        ({"plats": ""}, "plats: värdet saknas."),
        ({"plats": "atlantis"}, "plats: området ”atlantis” finns inte i registret. Skriv områdets nyckel, till exempel rinkeby-tensta."),
        (
            {"plats": "' or 1=1 --"},
            "plats: området ”' or 1=1 --” finns inte i registret. Skriv områdets nyckel, till exempel rinkeby-tensta.",
        ),
        ({"niva": "enhet", "plats": "999999"}, "plats: enheten ”999999” finns inte i registret. Skriv enhetens kod eller nyckel."),
        ({"niva": "kommun", "plats": "9999"}, "plats: kommunen ”9999” finns inte i registret. Skriv kommunkoden, fyra siffror."),
        ({"plats": "rinkeby-tensta", "ar": "2026"}, "plats: ”rinkeby-tensta” fanns inte längre 2026."),
        ({"ar": ""}, "ar: ”” är inget år. Skriv fyra siffror."),
        ({"ar": "19"}, "ar: ”19” är inget år. Skriv fyra siffror."),
        ({"ar": "0000"}, "ar: 0000 är före 1990 eller efter i år."),
        ({"ar": "1989"}, "ar: 1989 är före 1990 eller efter i år."),
        ({"ar": "2999"}, "ar: 2999 är före 1990 eller efter i år."),
        ({"varde": ""}, "varde: värdet saknas. Ta bort raden om uppgiften inte finns."),
        ({"varde": ".."}, "varde: ”..” är inget tal."),
        ({"varde": "tolv"}, "varde: ”tolv” är inget tal."),
        ({"varde": "NaN"}, "varde: ”NaN” är inget tal."),
        ({"varde": "1e5"}, "varde: ”1e5” är inget tal."),
        ({"varde": "1 2"}, "varde: ”1 2” är inget tal."),
        ({"varde": "9" * 13}, f"varde: ”{'9' * 13}” är inget tal."),
        ({"varde": "=SUM(A1:A9)"}, "varde: ”=SUM(A1:A9)” är en formel. Skriv talet."),
        ({"varde": "12000,5"}, "varde: 12000,5 har decimaler, men indikatorn är ett antal."),
        ({"varde": "-1"}, "varde: -1 är mindre än noll."),
        (
            {"indikator": "trangboddhet", "enhet": "procent", "varde": "100,1"},
            "varde: 100,1 är ingen andel. Skriv procent, från 0 till 100.",
        ),
        ({"enhet": ""}, "enhet: värdet saknas."),
        ({"enhet": "tusental"}, "enhet: ”tusental” stämmer inte. Indikatorn anges i personer."),
        ({"kalla": ""}, "kalla: värdet saknas. Skriv var uppgiften kommer ifrån."),
        ({"kalla": "=HYPERLINK(1)"}, "kalla: texten är längre än 300 tecken eller börjar som en formel."),
        ({"licens": ""}, "licens: värdet saknas. Skriv vad uppgiften får användas till, till exempel CC0."),
        ({"licens": "x" * 301}, "licens: texten är längre än 300 tecken eller börjar som en formel."),
        ({"hamtad": ""}, "hamtad: värdet saknas. Skriv dagen då uppgiften hämtades."),
        ({"hamtad": "2020-02-30"}, "hamtad: ”2020-02-30” är inget datum. Skriv till exempel 2025-03-31."),
        ({"hamtad": "i går"}, "hamtad: ”i går” är inget datum. Skriv till exempel 2025-03-31."),
        ({"hamtad": "2999-01-01"}, "hamtad: 2999-01-01 har inte varit än."),
    ],
)
def test_each_fault_has_its_sentence(given: dict[str, str], sentence: str) -> None:
    assert why(**given) == sentence


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    [found] = trial(row(plats="atlantis", varde="x", licens="")).rows
    assert [reason.split(":")[0] for reason in found.reasons] == ["plats", "varde", "licens"]


def test_the_same_place_twice_by_code_and_key_is_one_too_many() -> None:
    unit = Unit.objects.exclude(code="").filter(kind="lpo").first()
    assert unit is not None
    result = trial(row(niva="enhet", plats=unit.code), row(), row(niva="enhet", plats=unit.key))
    assert [found.reasons for found in result.rows] == [(), (), ("samma uppgift som rad 2.",)]


def test_a_code_that_two_units_have_is_refused() -> None:
    first, second = Unit.objects.exclude(code="").filter(kind="lpo")[:2]
    Unit.objects.filter(pk=second.pk).update(code=first.code)
    assert why(niva="enhet", plats=first.code) == f"plats: flera enheter har koden ”{first.code}”. Skriv enhetens nyckel."


def test_a_second_time_nothing_changes() -> None:
    rows = [row(), row(ar="2018"), row(niva="kommun", plats="0180")]
    read_in(*rows)
    before = row_counts()
    assert read_in(*rows).totals == {"new": 0, "changed": 0, "unchanged": 3, "refused": 0}
    assert row_counts() == before


def test_what_is_changed_is_said_and_written() -> None:
    read_in(row(), row(ar="2018"))
    revised = row(varde="12 001", kalla="SCB, reviderad")
    [found, same] = trial(revised, row(ar="2018")).rows
    assert (found.outcome, same.outcome) == (Outcome.CHANGED, Outcome.UNCHANGED)
    changes = [(one.column, one.before, one.after) for one in found.changes]
    assert changes == [("varde", "12000", "12001"), ("kalla", "SCB, folkmängd", "SCB, reviderad")]
    read_in(revised)
    changed = Statistic.objects.get(year=2019)
    assert (changed.value, changed.delivery.source) == (12001, "SCB, reviderad")
    assert Statistic.objects.get(year=2018).delivery.source == "SCB, folkmängd"


def test_a_dry_run_writes_nothing() -> None:
    batch = receive_batch(kind=KEY, filename="tal.csv", content=csv_file(row()), by=data_admin())
    before = row_counts()
    assert dry_run(batch, by=data_admin()).to_write == 1
    assert row_counts() == before


def test_one_refused_row_keeps_all_out() -> None:
    batch = receive_batch(kind=KEY, filename="tal.csv", content=csv_file(row(), row(ar="2018", varde="x")), by=data_admin())
    before = row_counts()
    with pytest.raises(NotApplied, match="1 rad är avvisad"):
        apply_batch(batch, by=data_admin())
    assert row_counts() == before


def test_a_fault_of_ours_at_the_last_statement_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics_sql, "WRITE", (*statistics_sql.WRITE, "select 1/0"))
    data_admin()
    before = row_counts()
    with pytest.raises(DataError, match="division by zero"):
        read_in(row())
    assert row_counts() == before


def test_of_many_rows_some_are_listed_and_all_are_counted() -> None:
    many = LISTED + 7
    rows = [row(ar=str(1990 + n % 30), plats=f"okand-{n}") for n in range(many)]
    result = trial(row(), *rows)
    assert result.totals == {"new": 1, "changed": 0, "unchanged": 0, "refused": many}
    assert (len(result.rows), result.total, result.not_listed) == (LISTED + 1, many + 1, 7)
    assert [found.number for found in result.rows] == list(range(2, LISTED + 3))


def test_a_workbook_is_read_as_its_cells() -> None:
    values = ["befolkning", "omrade", "husby", 2019, 12000.0, "personer", "SCB, folkmängd", "CC0", date(2020, 3, 1)]
    share = ["trangboddhet", "kommun", 180, "2019", 32.5, "procent", "SCB", "CC0", "2020-03-01"]
    formula = [*values[:3], 2018, "=SUM(E2:E3)", *values[5:]]
    content = workbook([values, share, [None] * 9, formula])
    result = run(imports.get(KEY), content, by=None, dry_run=True)
    assert [(found.number, found.outcome) for found in result.rows] == [(2, "new"), (3, "new"), (5, "refused")]
    assert result.rows[2].reasons == ("varde: ”=SUM(E2:E3)” är en formel. Skriv talet.",)
    import_file(kind=KEY, filename="tal.xlsx", content=workbook([values, share]), by=data_admin())
    assert read_in(row()).totals["unchanged"] == 1  # the same as the text file says


def test_columns_that_are_not_known_are_told_and_not_read() -> None:
    content = csv_file(row() | {"kommentar": "hemlig"})
    assert run(imports.get(KEY), content, by=None, dry_run=True).ignored == ("kommentar",)


def test_the_command_tries_and_reads_in(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_bytes(csv_file(row(), row(ar="2018")))
    out, by = StringIO(), data_admin().username
    call_command("import_statistics", str(path), "--konto", by, "--prova", stdout=out)
    assert "2 nya, 0 ändrade, 0 oförändrade, 0 avvisade" in out.getvalue()
    assert not ImportBatch.objects.exists()
    call_command("import_statistics", str(path), "--konto", by, stdout=out)
    assert Statistic.objects.count() == 2
    assert ImportBatch.objects.get().applied_by == data_admin()
    path.write_bytes(csv_file(row(varde="x")))
    with pytest.raises(CommandError, match="rad 2, befolkning, husby, 2019: varde: ”x” är inget tal"):
        call_command("import_statistics", str(path), "--konto", by, stdout=out)
    path.write_bytes(b"nonsens")
    with pytest.raises(CommandError, match="rubrikerna"):
        call_command("import_statistics", str(path), "--konto", by, stdout=out)
    with pytest.raises(CommandError, match="finns inte"):
        call_command("import_statistics", str(path), "--konto", "ingen.alls", stdout=out)


def test_the_year_that_goes_on_is_the_last() -> None:
    year = clock.today().year
    assert why(ar=str(year)) == ""
    assert why(ar=str(year + 1)) != ""
    assert GOOD["ar"] == "2019"
