"""Published lists become historic rounds and decisions, each once, and never something else than was published."""

import csv
import time
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from areas import imports
from areas.actions.batches import apply_batch, dry_run, receive_batch
from areas.enums import BatchState, Outcome
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import run
from areas.models import Area, AreaVersion, ImportBatch
from areas.queries.units import units_on
from assessments.enums import Category, RoundState
from assessments.importers import import_list
from assessments.importers.published_list import KEY
from assessments.models import Decision, Round
from tests.factories.files import LISTS, ROOT, YEARS, as_csv, data_admin, list_bytes, list_rows, row_counts
from tests.factories.rounds import plan_round
from tests.register import places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

ROW = list_rows(2019)[0]  # Gottsunda, Uppsala, LPO Uppsala-Knivsta, region Mitt


def trial(*rows: dict[str, str]) -> Result:
    return run(imports.get(KEY), as_csv(rows), by=data_admin(), dry_run=True)


def reasons(**values: str) -> tuple[str, ...]:
    return trial(ROW | values).rows[0].reasons


def apply(*rows: dict[str, str]) -> Result:
    return import_list(as_csv(rows), by=data_admin())


# The real lists


@pytest.mark.parametrize("year", YEARS)
def test_all_rows_are_new_and_then_unchanged(year: int) -> None:
    n = len(list_rows(year))
    batch = receive_batch(kind=KEY, filename=f"{year}.csv", content=list_bytes(year), by=data_admin())
    before = row_counts()
    assert dry_run(batch, by=data_admin()).totals == {"new": n, "changed": 0, "unchanged": 0, "refused": 0}
    assert row_counts() == before
    apply_batch(batch, by=data_admin())
    after = row_counts()
    assert import_list(LISTS / f"{year}.csv", by=data_admin()).totals == {"new": 0, "changed": 0, "unchanged": n, "refused": 0}
    assert row_counts() == after


def test_all_lists_give_the_published_totals_quickly() -> None:
    by = data_admin()
    started = time.monotonic()
    for year in YEARS:
        import_list(LISTS / f"{year}.csv", by=by)
    assert time.monotonic() - started < 10  # about one second; the rest is room for a busy machine
    counted = Counter()
    on = {year: units_on(date(year, 6, 3)) for year in YEARS}
    for year, unit_id, category in Decision.objects.values_list("round__year", "area_version__unit", "category"):
        unit = on[year][unit_id]
        while unit.kind != "region":
            unit = on[year][unit.parent_unit_id]
        counted[str(year), unit.name, str(Category(category).label)] += 1
    with (ROOT / "tests" / "areas" / "expected_totals.csv").open(encoding="utf-8") as file:
        expected = {
            (row["year"], row["police_region"], category): int(row[category])
            for row in csv.DictReader(file)
            for category in ("utsatt område", "riskområde", "särskilt utsatt område")
        }
    assert {key: counted[key] for key in expected} == expected
    assert counted.total() == sum(expected.values()) == 359
    assert Area.objects.count() == 80  # the lists speak of the areas of the register and of no other


def test_the_round_is_historic_and_closed_and_its_decisions_have_a_source() -> None:
    import_list(LISTS / "2019.csv", by=data_admin())
    round_ = Round.objects.get(year=2019)
    assert (round_.is_historic, round_.state, round_.reference_date) == (True, RoundState.CLOSED, date(2019, 6, 3))
    assert (round_.planned_by, round_.method) == (data_admin(), None)
    assert not Decision.objects.filter(source="").exists()
    assert not Decision.objects.exclude(decided_by=None).exists()


def test_what_the_list_says_is_what_is_kept() -> None:
    import_list(LISTS / "2025.csv", by=data_admin())
    kept = {
        (row.area_version.name, row.area_version.municipality.name): (str(Category(row.category).label), row.trend, row.source)
        for row in Decision.objects.select_related("area_version__municipality")
    }
    trends = {"positiv": "positiv", "oförändrad": "oforandrad", "negativ": "negativ", "nytt område": "ny", "": ""}
    rows = {(row["omrade"], row["kommun"]): (row["kategori"], trends[row["trend"]], row["kalla"]) for row in list_rows(2025)}
    assert kept == rows


# Names, units, areas


@pytest.mark.parametrize(("year", "name"), [(2019, "Rinkeby"), (2023, "Järva")])
def test_the_unit_is_found_by_its_name_of_the_year(year: int, name: str) -> None:
    row = next(row for row in list_rows(year) if row["lokalpolisomrade"] == name) | {"lpo_kod": ""}
    assert trial(row).rows[0].outcome == Outcome.NEW
    other = {"Rinkeby": "Järva", "Järva": "Rinkeby"}[name]
    assert trial(row | {"lokalpolisomrade": other}).rows[0].reasons == (f"lokalpolisomrade: ”{other}” finns inte {year}.",)


def test_spaces_and_case_do_not_make_a_new_area() -> None:
    row = next(row for row in list_rows(2019) if row["omrade"] == "Rinkeby/Tensta")
    apply(row | {"omrade": " rinkeby /  TENSTA "})
    assert Decision.objects.get().area.slug == "rinkeby-tensta"
    assert Area.objects.count() == 80


def test_an_unknown_area_is_made_and_the_row_says_so() -> None:
    row = ROW | {"omrade": "Nya Å / Höjden"}
    [found] = trial(row).rows
    assert (found.outcome, found.note) == (Outcome.NEW, "Området finns inte i registret och läggs till. Kontrollera namnet.")
    apply(row)
    version = AreaVersion.objects.get(area__slug="nya-a-hojden")
    assert (version.name, version.municipality.name, version.unit.key) == ("Nya Å/Höjden", "Uppsala", "lpo-uppsala-knivsta")
    assert (version.valid_from, version.valid_to) == (date(2019, 1, 1), None)
    assert (str(version.lat), str(version.lon), str(version.area_km2)) == (ROW["lat"], ROW["lon"], ROW["yta_km2"])


def test_an_area_made_by_one_row_is_found_by_the_next_year() -> None:
    row = ROW | {"omrade": "Nytt"}
    apply(row | {"lagesbild": "2017"}, row)
    assert Area.objects.filter(slug="nytt").count() == 1
    assert AreaVersion.objects.filter(name="Nytt").count() == 1
    assert Decision.objects.count() == 2


def test_an_older_list_reaches_back() -> None:
    row = ROW | {"omrade": "Nytt"}
    apply(row)
    result = apply(row | {"lagesbild": "2015"})
    assert result.rows[0].note == "Området finns i registret först senare. En tidigare version läggs till."
    periods = AreaVersion.objects.filter(area__slug="nytt").order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(periods) == [(date(2015, 1, 1), date(2018, 12, 31)), (date(2019, 1, 1), None)]


def test_same_name_in_another_municipality_is_another_area() -> None:
    apply(ROW | {"kommun": "Knivsta"})
    assert Decision.objects.get().area.slug != "gottsunda"
    assert Area.objects.count() == 81


def test_a_moved_area_gets_a_new_version_and_the_row_is_changed() -> None:
    row = ROW | {"lat": "59.81", "lon": "17.63"}
    [found] = trial(row).rows
    assert found.outcome == Outcome.CHANGED
    assert [(change.column, change.before, change.after) for change in found.changes] == [
        ("lat", "59.80899", "59.81000"),
        ("lon", "17.62676", "17.63000"),
    ]
    assert apply(row).totals["changed"] == 1
    old, new = AreaVersion.objects.filter(area__slug="gottsunda").order_by("valid_from")
    assert (old.valid_to, new.valid_from) == (date(2018, 12, 31), date(2019, 1, 1))
    assert Decision.objects.get().area_version == new
    assert apply(row).totals["unchanged"] == 1


def test_a_moved_area_is_refused_when_a_later_list_rests_on_the_register() -> None:
    apply(ROW | {"lagesbild": "2021"})
    [reason] = reasons(lat="59.81", lon="17.63")
    assert reason == "lat: registret säger 59.80899 för 2019, filen säger 59.81000. Rätta det ena först."


def test_a_district_stands_in_when_the_local_police_area_is_not_known() -> None:
    apply(ROW | {"omrade": "Nytt", "lpo_kod": "", "lokalpolisomrade": ""})
    assert AreaVersion.objects.get(name="Nytt").unit.key == "district-uppsala"


# Refusals


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"polisregion": "Sydväst"}, "polisregion: ”Sydväst” finns inte. Skriv Bergslagen, Mitt, Nord, Stockholm, Syd, Väst, Öst."),
        ({"polisregion": ""}, "polisregion: ”” finns inte. Skriv Bergslagen, Mitt, Nord, Stockholm, Syd, Väst, Öst."),
        ({"polisregion": "Syd"}, "lpo_kod: Uppsala-Knivsta ligger inte i polisregion Syd 2019."),
        ({"kategori": "mycket utsatt"}, "kategori: ”mycket utsatt” finns inte. Skriv utsatt område, riskområde eller"),
        ({"kategori": "inte utsatt område"}, "kategori: ”inte utsatt område” finns inte."),
        ({"trend": "uppåt"}, "trend: ”uppåt” finns inte. Skriv positiv, oförändrad, negativ eller nytt område."),
        ({"kommun": "Ankeborg"}, "kommun: ”Ankeborg” finns inte i registret."),
        ({"kommun": ""}, "kommun: värdet saknas."),
        ({"lpo_kod": "999999"}, "lpo_kod: ”999999” finns inte 2019."),
        ({"lpo_kod": "520110"}, "lpo_kod: 520110 är Västerås, inte Uppsala-Knivsta."),
        ({"lpo_kod": "", "lokalpolisomrade": "Ankeborg"}, "lokalpolisomrade: ”Ankeborg” finns inte 2019."),
        ({"lpo_kod": "", "lokalpolisomrade": "", "polisomrade": "Halland"}, "polisomrade: Halland ligger inte i polisregion Mitt 2019."),
        ({"lagesbild": "tjugonitton"}, "lagesbild: ”tjugonitton” är inget år mellan 2015 och"),
        ({"lagesbild": "1987"}, "lagesbild: ”1987” är inget år mellan 2015 och"),
        ({"lagesbild": "9" * 60}, "lagesbild: ”9999"),
        ({"lat": "17.6", "lon": "59.8"}, "lat: 17.6 ligger utanför Sverige."),
        ({"lon": "-3"}, "lon: -3 ligger utanför Sverige."),
        ({"lat": "NaN"}, "lat: ”NaN” är inget tal."),
        ({"lat": "norr"}, "lat: ”norr” är inget tal."),
        ({"lat": ""}, "lat, lon: skriv båda eller ingen."),
        ({"yta_km2": "-1"}, "yta_km2: -1 är ingen rimlig yta."),
        ({"yta_km2": "1e99"}, "yta_km2: 1e99 är ingen rimlig yta."),
        ({"kalla": ""}, "kalla: värdet saknas."),
        ({"omrade": ""}, "omrade: värdet saknas."),
        ({"omrade": "=1+1"}, "omrade: ”=1+1” börjar som en formel. Skriv vanlig text."),
        ({"omrade": "x" * 121}, "omrade: namnet är längre än 120 tecken."),
    ],
)
def test_a_refused_row_says_the_column_and_the_value(values: dict[str, str], reason: str) -> None:
    assert any(found.startswith(reason) for found in reasons(**values)), reasons(**values)


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    found = reasons(kommun="Ankeborg", kategori="utsatt", polisregion="Norr")
    assert {reason.partition(":")[0] for reason in found} == {"kommun", "kategori", "polisregion"}


def test_the_same_area_twice_on_a_list() -> None:
    result = trial(ROW, list_rows(2019)[1], ROW | {"omrade": "GOTTSUNDA", "kategori": "riskområde"})
    assert [row.outcome for row in result.rows] == [Outcome.NEW, Outcome.NEW, Outcome.REFUSED]
    assert result.rows[2].reasons == ("omrade: samma område 2019 står redan på rad 2.",)


def test_the_same_area_twice_when_its_decision_is_there() -> None:
    apply(ROW)
    assert [row.outcome for row in trial(ROW, ROW).rows] == [Outcome.UNCHANGED, Outcome.REFUSED]


def test_the_same_new_area_twice_on_a_list() -> None:
    result = trial(ROW | {"omrade": "Nytt / X"}, ROW | {"omrade": "nytt/x"})
    assert result.rows[1].reasons == ("omrade: samma område 2019 står redan på rad 2.",)


def test_a_decision_is_never_changed() -> None:
    apply(ROW)
    other = "riskområde" if ROW["kategori"] != "riskområde" else "utsatt område"
    assert reasons(kategori=other) == ("kategori: området har redan ett beslut 2019, och ett beslut ändras aldrig.",)
    assert reasons(trend="positiv") == ("trend: området har redan ett beslut 2019, och ett beslut ändras aldrig.",)
    [row] = trial(ROW | {"kalla": "en annan källa"}).rows
    assert (row.outcome, row.note) == (Outcome.UNCHANGED, "Källan i filen är en annan. Den som står i beslutet gäller.")


def test_a_year_that_is_collected_here_takes_no_list() -> None:
    plan_round(2019)
    assert reasons() == ("lagesbild: 2019 är en egen omgång i systemet och tar inte emot en lista.",)


def test_an_area_under_its_old_name_is_refused() -> None:
    row = next(row for row in list_rows(2023) if row["omrade"] == "Rinkeby/Tensta")
    [reason] = trial(row | {"lagesbild": "2025"}).rows[0].reasons
    assert reason == "omrade: Rinkeby/Tensta gäller bara till 2024-12-31. Läs in områdets nya version först."


def test_an_area_under_the_name_of_another_year_is_refused() -> None:
    versions = AreaVersion.objects.filter(area__slug="kronogarden-lextorp").order_by("valid_from")
    first, last = versions.first(), versions.last()
    row = next(row for row in list_rows(2025) if row["omrade"] == last.name) | {"lagesbild": "2015", "trend": ""}
    assert f"omrade: {last.name} heter {first.name} 2015." in trial(row).rows[0].reasons


# Whole or not at all


def spoil(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the thirtieth decision fail in the database."""
    real = import_list.__globals__["take_over"]
    calls: list[Any] = []

    def take_over(**given: Any) -> Decision:
        calls.append(given)
        if len(calls) == 30:
            raise error
        return real(**given)

    monkeypatch.setattr("assessments.importers.published_list.take_over", take_over)


def test_a_conflict_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = receive_batch(kind=KEY, filename="2019.csv", content=list_bytes(2019), by=data_admin())
    before = row_counts()
    spoil(monkeypatch, IntegrityError("somebody was before us"))
    with pytest.raises(NotApplied) as caught:
        apply_batch(batch, by=data_admin())
    assert [row.reasons for row in caught.value.result.refused] == [("raden krockar med en annan rad i registret.",)]
    assert row_counts() == before
    assert ImportBatch.objects.get().state == BatchState.RECEIVED


def test_a_mistake_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    by = data_admin()
    before = row_counts()
    spoil(monkeypatch, RuntimeError("a mistake in the program"))
    with pytest.raises(RuntimeError, match="a mistake"):
        import_list(LISTS / "2019.csv", by=by)
    assert row_counts() == before


def test_without_an_act_around_it_a_refused_row_keeps_all_out_too() -> None:
    by = data_admin()
    before = row_counts()
    result = run(imports.get(KEY), as_csv([ROW, list_rows(2019)[1] | {"kommun": "Ankeborg"}]), by=by, dry_run=False)
    assert result.totals == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert row_counts() == before


def test_one_refused_row_keeps_all_out() -> None:
    rows = list_rows(2019)
    rows[40]["kommun"] = "Ankeborg"
    by = data_admin()
    before = row_counts()
    with pytest.raises(NotApplied, match="1 rad är avvisad"):
        import_list(as_csv(rows), by=by)
    assert row_counts() == before


__all__ = ["places"]
