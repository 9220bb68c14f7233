"""Counts by square: read in, weighted to the areas by their boundaries, and kept apart from what was counted."""

from datetime import date
from decimal import Decimal

import pytest
from shapely.geometry import box

from areas import imports
from areas.actions.batches import import_file
from areas.enums import Outcome
from areas.geo.shapes import stored
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import run
from areas.importers.squares import KEY
from areas.models import Area, Boundary, Statistic
from tests.factories.files import as_csv, data_admin, row_counts
from tests.factories.statistics import read_in, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

EAST, NORTH = 668_000, 6_588_000
GOOD = {
    "indikator": "befolkning", "ruta": f"{EAST}{NORTH}", "storlek": "250", "ar": "2019", "antal": "100", "enhet": "personer",
    "kalla": "SCB, rutor", "licens": "CC0", "hamtad": "2020-03-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def husby() -> Area:
    """Give Husby a boundary: one square, and half of the next."""
    area = Area.objects.get(slug="husby")
    shape = box(EAST, NORTH, EAST + 375, NORTH + 250)
    Boundary.objects.create(area=area, geometry=stored(shape), area_m2=Decimal(shape.area), valid_from=date(2015, 1, 1))
    return area


def square(east: int = 0, **given: str) -> dict[str, str]:
    return GOOD | {"ruta": f"{EAST + east}{NORTH}"} | given


def trial(*rows: dict[str, str]) -> Result:
    return run(imports.get(KEY), as_csv(rows), by=None, dry_run=True)


def send(*rows: dict[str, str]) -> Result:
    return import_file(kind=KEY, filename="rutor.csv", content=as_csv(rows), by=data_admin())


def test_what_an_area_gets_is_kept_with_its_bounds() -> None:
    result = send(square(), square(250, antal="40"), square(500, antal="9999"))
    assert [(found.what, found.note) for found in result.rows] == [
        ("Invånare, husby, 2019", "Arealviktat: 120, minst 100 och högst 140, ur 2 rutor.")
    ]
    found = Statistic.objects.get()
    assert (found.series.method, found.value, found.low, found.high) == ("areal", 120, 100, 140)
    assert (found.series.area.slug, found.delivery.source) == ("husby", "SCB, rutor")


def test_what_is_derived_stands_beside_what_is_counted_and_never_in_its_place() -> None:
    read_in(row(varde="131"))
    send(square(), square(250, antal="40"))
    assert sorted((found.series.method, int(found.value)) for found in Statistic.objects.all()) == [("areal", 120), ("register", 131)]


def test_a_second_time_nothing_changes_and_a_revised_count_does() -> None:
    send(square())
    before = row_counts()
    assert send(square()).totals["unchanged"] == 1
    assert row_counts() == before
    [found] = send(square(antal="101")).rows
    assert (found.outcome, [(one.column, one.before, one.after) for one in found.changes]) == (
        Outcome.CHANGED, [("value", "100", "101"), ("low", "100", "101"), ("high", "100", "101")]
    )  # fmt: skip
    assert Statistic.objects.get().value == 101


def test_a_dry_run_writes_nothing() -> None:
    data_admin()
    before = row_counts()
    assert trial(square()).to_write == 1
    assert row_counts() == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"indikator": "lycka"}, "indikator: ”lycka” finns inte bland indikatorerna."),
        ({"indikator": "trangboddhet"}, "indikator: Trångbodda är inget antal och kan inte fördelas efter yta."),
        ({"enhet": "procent"}, "enhet: ”procent” stämmer inte. Indikatorn anges i personer."),
        ({"storlek": "100"}, "storlek: ”100” finns inte. Skriv 250 eller 1000 meter."),
        ({"ruta": "66800065880"}, "ruta: ”66800065880” är ingen ruta. Skriv 13 siffror: sex för öst och sju för nord."),
        ({"ruta": "668000658800²"}, "ruta: ”668000658800²” är ingen ruta. Skriv 13 siffror: sex för öst och sju för nord."),
        ({"ruta": "6680016588000"}, "ruta: 6680016588000 är inte det nedre vänstra hörnet av en ruta på 250 meter."),
        ({"ruta": "0000000000000"}, "ruta: 0000000000000 ligger utanför Sverige."),
        ({"ar": "1989"}, "ar: ”1989” är inget år mellan 1990 och i år."),
        ({"ar": "²019"}, "ar: ”²019” är inget år mellan 1990 och i år."),
        ({"antal": "12,5"}, "antal: ”12,5” är inget heltal."),
        ({"antal": "-1"}, "antal: ”-1” är inget heltal."),
        ({"kalla": ""}, "kalla: värdet saknas."),
        ({"licens": "=1"}, "licens: texten är längre än 300 tecken eller börjar som en formel."),
        ({"hamtad": "snart"}, "hamtad: ”snart” är inget datum. Skriv till exempel 2019-06-03."),
        ({"hamtad": "2999-01-01"}, "hamtad: 2999-01-01 har inte varit än."),
        ({"ar": "2014"}, "ar: inget område har en gräns i registret för 2014. Läs in gränserna först."),
        ({"ruta": "6800006588000"}, "ruta: inga rutor för 2019 berör ett område med en gräns det året."),
    ],
)
def test_each_fault_has_its_sentence(given: dict[str, str], sentence: str) -> None:
    [found] = trial(square(**given)).rows
    assert (found.outcome, found.reasons) == (Outcome.REFUSED, (sentence,))


def test_a_square_counts_once() -> None:
    assert trial(square(), square()).rows[0].reasons == ("samma ruta som rad 2.",)
    large = square(ruta="6680006588000", storlek="1000")
    [found] = [found for found in trial(large, square(250)).rows if found.reasons]
    assert found.reasons == ("ruta: den ligger i den större rutan på rad 2 och skulle räknas två gånger.",)
    other = trial(square(), square(250, kalla="Annan")).rows[0]
    assert other.reasons == ("kalla, licens och hamtad: inte desamma som på rad 2 för samma indikator och år.",)


def test_one_refused_row_keeps_all_out() -> None:
    data_admin()
    before = row_counts()
    for bad in (square(250, antal="x"), square(250, ar="2014")):
        with pytest.raises(NotApplied):
            send(square(), bad)
        assert row_counts() == before
