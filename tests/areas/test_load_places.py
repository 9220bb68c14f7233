"""The project's own files fill the register, once."""

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from areas import imports
from areas.enums import Outcome
from areas.importers import load_places
from areas.importers.loading import FOLDER
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import run
from areas.models import Area, AreaVersion, Lineage, Municipality, Unit, UnitName, UnitPlacement, UnitSuccession
from areas.queries.places import versions_on
from areas.queries.units import lpos_on, units_on
from lagesbild.audit.models import AuditEvent
from tests.factories import changes, tables
from tests.factories.files import as_csv, row_counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def trial(name: str, /, **row: str) -> Result:
    """Try one row. Columns that are not given are empty."""
    empty = dict.fromkeys(imports.get(name).columns, "")
    return run(imports.get(name), as_csv([empty | row]), by=None, dry_run=True)


def reason(name: str, /, **row: str) -> str:
    return " ".join(trial(name, **row).rows[0].reasons)


def test_everything_is_there() -> None:
    counts = [model.objects.count() for model in (Unit, UnitName, UnitSuccession, Municipality, Area, AreaVersion, Lineage)]
    assert counts == [129, 131, 4, 290, 80, 94, 21]
    assert UnitPlacement.objects.count() == 128  # everything but the nation stands below something


def test_97_local_police_areas_when_the_list_of_2019_was_published() -> None:
    lpos = lpos_on(date(2019, 6, 3))
    assert len(lpos) == 97
    per_region = Counter(lpo.region.name for lpo in lpos)
    assert per_region == {"Nord": 13, "Mitt": 13, "Bergslagen": 12, "Stockholm": 18, "Öst": 11, "Väst": 16, "Syd": 14}


@pytest.mark.parametrize(("day", "name"), [(date(2019, 6, 3), "Rinkeby"), (date(2023, 12, 1), "Järva")])
def test_one_unit_is_called_by_its_name_of_the_day(day: date, name: str) -> None:
    [unit] = [unit for unit in units_on(day).values() if unit.key == "lpo-jarva"]
    assert unit.name == name


def test_areas_are_as_they_were_on_a_day() -> None:
    assert {row.name for row in versions_on(date(2023, 12, 1))} >= {"Rinkeby/Tensta"}
    after = {row.name for row in versions_on(date(2025, 12, 1))}
    assert after >= {"Rinkeby", "Tensta", "Hjulsta"}
    assert "Rinkeby/Tensta" not in after


def test_second_time_changes_nothing() -> None:
    before = row_counts()
    out = StringIO()
    call_command("load_places", stdout=out)
    assert row_counts() == before
    assert "units: 0 nya, 0 ändrade, 129 oförändrade" in out.getvalue()
    assert "municipalities: 0 nya, 0 ändrade, 290 oförändrade" in out.getvalue()


def test_a_file_that_changed_something_is_an_event() -> None:
    kinds = [event.detail["kind"] for event in AuditEvent.objects.filter(event="batch.applied")]
    assert kinds == ["units", "unit_names", "unit_successions", "municipalities", "areas", "area_versions", "lineage", "indicators"]


def test_a_refused_row_keeps_every_file_out(tmp_path: Path) -> None:
    folder = Path(copytree(FOLDER, tmp_path / "data"))
    for name in ("municipalities", "lineage"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text().replace("Upplands Väsby", "Upplands-Väsby").replace(",2025,", ",tjugofem,", 1))
    before = row_counts()
    with pytest.raises(NotApplied, match="1 rad är avvisad"):
        load_places(folder=folder)
    assert row_counts() == before
    assert Municipality.objects.filter(name="Upplands Väsby").exists()


def test_the_command_says_which_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NotApplied(trial("lineage", kind="split", before_slug="ankeborg", after_slug="rinkeby", year="2025"))

    monkeypatch.setattr("areas.management.commands.load_places.load_places", refuse)
    with pytest.raises(CommandError, match=r"rad 2, ankeborg, rinkeby: before_slug: ”ankeborg” finns inte"):
        call_command("load_places")


def test_a_changed_value_is_shown_before_and_after() -> None:
    result = trial("municipalities", code="0180", name="Stockholm", slug="stockholm", county="Storstockholm")
    [row] = result.rows
    assert row.outcome == Outcome.CHANGED
    assert [(change.column, change.before, change.after) for change in row.changes] == [("county", "Stockholms län", "Storstockholm")]
    assert Municipality.objects.get(code="0180").county == "Stockholms län"


def test_a_unit_gets_its_place() -> None:
    kind = imports.get("units")
    empty = dict.fromkeys(kind.columns, "") | {"valid_from": "2026-01-01", "is_named": "1"}
    rows = [
        empty | {"kind": "district", "key": "district-nytt", "parent_key": "region-nord"},
        empty | {"kind": "lpo", "key": "lpo-nytt", "parent_key": "district-nytt"},
    ]
    result = run(kind, as_csv(rows), by=None, dry_run=False)
    assert result.totals == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert UnitPlacement.objects.get(unit__key="lpo-nytt").parent.key == "district-nytt"


UNIT = {"kind": "lpo", "key": "lpo-nytt", "parent_key": "region-nord", "valid_from": "2026-01-01", "is_named": "1"}
VERSION = {"area_slug": "alby", "name": "Alby", "unit_key": "lpo-botkyrka", "municipality": "Botkyrka", "valid_from": "2026-01-01"}


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("units", UNIT | {"parent_key": "lpo-botkyrka"}, "parent_key: en enhet av det slaget kan inte stå där."),
        ("units", UNIT | {"parent_key": "region-sydvast"}, "parent_key: ”region-sydvast” finns inte i registret."),
        ("units", UNIT | {"kind": "kommun"}, "kind: ”kommun” finns inte. Skriv national, region, district, lpo."),
        ("units", UNIT | {"valid_from": "1 januari"}, "valid_from: ”1 januari” är inget datum. Skriv till exempel 2019-06-03."),
        ("units", UNIT | {"valid_from": "2019-02-30"}, "valid_from: ”2019-02-30” är inget datum. Skriv till exempel 2019-06-03."),
        ("units", UNIT | {"valid_to": "2025-01-01"}, "valid_to: sista dagen är före den första."),
        ("units", UNIT | {"is_named": "ja"}, "is_named: ”ja” ska vara 1 eller 0."),
        ("units", UNIT | {"source": "=HYPERLINK(1)"}, "source: ”=HYPERLINK(1)” börjar som en formel. Skriv vanlig text."),
        ("units", UNIT | {"key": ""}, "key: värdet saknas."),
        (
            "unit_names",
            {"key": "lpo-jarva", "name": "Nytt", "slug": "nytt", "valid_from": "2026-01-01"},
            "perioden går in i den som börjar 2021-01-01.",
        ),
        ("area_versions", VERSION, "perioden går in i den som börjar 2015-01-01."),
        ("area_versions", VERSION | {"area_slug": "ankeborg"}, "area_slug: ”ankeborg” finns inte i registret."),
        (
            "area_versions",
            VERSION | {"valid_from": "2014-01-01", "valid_to": "2014-12-31", "lat": "12"},
            "lat: 12 ligger utanför Sverige. Latituden ska vara mellan 55 och 70.",
        ),
        (
            "municipalities",
            {"code": "9999", "name": "Stockholm", "slug": "ankeborg", "county": "X"},
            "raden krockar med en annan rad i registret.",
        ),
    ],
)
def test_refused_rows_say_the_column_and_the_value(kind: str, row: dict[str, str], expected: str) -> None:
    assert expected in reason(kind, **row)


def test_a_version_that_is_ended_makes_room_for_the_next_whatever_the_order() -> None:
    version = AreaVersion.objects.get(area__slug="alby")
    old = VERSION | {"valid_from": "2015-01-01", "valid_to": "2025-12-31", "lat": str(version.lat), "lon": str(version.lon)}
    empty = dict.fromkeys(imports.get("area_versions").columns, "")
    result = run(imports.get("area_versions"), as_csv([empty | VERSION, empty | old]), by=None, dry_run=True)
    assert [row.outcome for row in result.rows] == [Outcome.NEW, Outcome.CHANGED]


def test_same_key_twice_is_refused() -> None:
    empty = dict.fromkeys(imports.get("units").columns, "")
    result = run(imports.get("units"), as_csv([empty | UNIT, empty | UNIT]), by=None, dry_run=True)
    assert result.rows[1].reasons == ("samma nyckel som rad 2.",)


def test_what_a_change_of_the_organisation_has_ended_stays_ended() -> None:
    """The files tell what was known before the change. Reading them again, as each start of the demonstration does, takes nothing back."""
    lpo = {unit.key: unit for unit in Unit.objects.filter(kind="lpo")}
    changes.in_effect(changes.merge(lpo["lpo-jarva"], lpo["lpo-solna"], name="Norr", parent=Unit.objects.get(key="region-stockholm")))
    changes.in_effect(changes.rename(lpo["lpo-botkyrka"], "Botkyrka-Salem"))
    changes.in_effect(changes.move(lpo["lpo-nacka"], Unit.objects.get(key="district-stockholm-nord")))
    before = tables.digest()
    results = load_places()
    assert {key: result.to_write for key, result in results.items() if result.to_write} == {}
    assert {table for table, value in tables.digest().items() if value != before[table]} == set()
