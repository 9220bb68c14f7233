"""What a file of boundaries would do: matches, changes, warnings, and each fault with its sentence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from areas.enums import Outcome
from areas.geo.shapes import stored, to_wgs84
from areas.models import Area, Boundary, Lineage
from assessments.actions.geodata import apply_geodata, plan_of, receive_geodata
from assessments.importers.geodata.planning import Plan
from assessments.models import Decision
from tests.factories import geo
from tests.factories.files import data_admin, row_counts
from tests.factories.rounds import open_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
Rows = list[dict[str, Any]]


@pytest.fixture
def plan(tmp_path: Path) -> Callable[..., Plan]:
    """Return what a file with these rows would do."""

    def make(rows: Rows, year: int = 2023) -> Plan:
        path = geo.write(tmp_path / f"{len(list(tmp_path.iterdir()))}.gpkg", rows, kind="Unknown")
        return plan_of(receive_geodata(path, filename="uso.gpkg", year=year, by=data_admin()))

    return make


def apply(tmp_path: Path, rows: Rows, year: int = 2023) -> Plan:
    path = geo.write(tmp_path / f"apply-{len(list(tmp_path.iterdir()))}.gpkg", rows, kind="Unknown")
    return apply_geodata(receive_geodata(path, filename="uso.gpkg", year=year, by=data_admin()), by=data_admin())


def told(plan: Plan) -> str:
    return " ".join(" ".join((*planned.row.reasons, planned.row.note)) for planned in plan.features)


FAULTS: list[tuple[str, Rows, str]] = [
    ("crossing", [geo.row(shape=geo.crossing())], "Gränsen korsar sig själv vid N 6588500 E 667500."),
    (
        "hole outside",
        [geo.row(shape=shapely.Polygon(geo.square().exterior, [geo.square(east=669_000, side=100).exterior]))],
        "ett hål ligger utanför området",
    ),
    ("too many points", [geo.row(shape=geo.ring(20_001))], "har 20\N{NO-BREAK SPACE}002 punkter, högst 20\N{NO-BREAK SPACE}000"),
    ("tiny", [geo.row(shape=geo.square(side=20))], "Ytan är bara 400 m²"),
    ("point", [geo.row(shape=shapely.Point(667_000, 6_588_000))], "en punkt, inte en yta"),
    ("line", [geo.row(shape=shapely.LineString([(667_000, 6_588_000), (667_500, 6_588_000)]))], "en linje, inte en yta"),
    ("nothing", [geo.row(), geo.row("Tensta") | {"shape": None}], "ingen gräns i filen"),
    ("outside its region", [geo.row(shape=geo.square(320_000, 6_400_000))], "km utanför polisregion Stockholm"),
    ("unknown LPO", [geo.row(OMRADESKOD="999999")], "Lokalpolisområdet ”999999” finns inte 2023."),
    ("no LPO", [geo.row(OMRADESKOD="")], "Lokalpolisområdet saknas."),
    (
        "LPO's name against its code",
        [geo.row(LOKALPOLIS="Botkyrka")],
        "Koden 531350 är lokalpolisområde Järva, men filen säger Botkyrka.",
    ),
    ("another region", [geo.row(REGION="Syd")], "Lokalpolisområde Järva ligger i polisregion Stockholm, men filen säger Syd."),
    ("unknown category", [geo.row(KATEGORI="Trivsamt område")], "Kategorin ”Trivsamt område” är okänd."),
    ("no name", [geo.row(" / ".strip("/ "))], "Området har inget namn."),
    ("formula", [geo.row("=HYPERLINK(1)")], "börjar som en formel"),
    ("no date", [geo.row(AKTUALITET="igår")], "”igår” är inget datum"),
    ("same name twice", [geo.row(), geo.row(shape=geo.square(north=6_590_000))], "Samma område finns redan på rad 1, Rinkeby."),
    (
        "a new name twice",
        [geo.row("Nytt", geo.square(side=300)), geo.row("Nytt", geo.square(east=667_400, side=300))],
        "Samma område finns redan på rad 1, Nytt.",
    ),
    ("not there that year", [geo.row("Tensta")], "Området finns i registret, men inte 2023. Läs in områdets version för det året först."),
    ("same boundary twice", [geo.row("Ett"), geo.row("Två")], "Samma område finns redan på rad 1, Ett."),
    (
        "overlap",
        [geo.row("Ett"), geo.row("Två", geo.square(east=667_800))],
        "Området överlappar Ett med 200\N{NO-BREAK SPACE}000 m² (20,0 % av det minsta).",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_each_fault_has_its_sentence_and_nothing_is_read_in(rows: Rows, sentence: str, plan: Callable[..., Plan], tmp_path: Path) -> None:
    found = plan(rows)
    assert any(planned.outcome == Outcome.REFUSED for planned in found.features)
    assert sentence in told(found)
    before = row_counts()
    with pytest.raises(Exception, match="Du kan inte läsa in"):
        apply(tmp_path, [*rows, geo.row("Sund", geo.square(north=6_595_000))])
    after = row_counts()
    kept = {"areas.ImportBatch", "areas.BatchPart", "audit.AuditEvent"}
    assert {name: count for name, count in after.items() if name not in kept} == {n: c for n, c in before.items() if n not in kept}


def test_a_district_that_contradicts_the_code_is_told_and_refuses_nothing(plan: Callable[..., Plan]) -> None:
    [planned] = plan([geo.row("Fisksätra", geo.square(685_000, 6_577_500), OMRADESKOD="531240", POLISOMR_1="Stockholm nord")]).features
    assert planned.outcome == Outcome.CHANGED
    sentence = (
        "Filen säger polisområde Stockholm nord, men lokalpolisområde Nacka (531240) ligger i Stockholm syd. Lokalpolisområdet gäller."
    )
    assert planned.row.note == sentence


def test_a_little_overlap_along_a_street_is_told_and_refuses_nothing(plan: Callable[..., Plan]) -> None:
    found = plan([geo.row("Ett"), geo.row("Två", geo.square(east=667_995))])
    assert [planned.outcome for planned in found.features] == [Outcome.NEW, Outcome.NEW]
    assert "överlappar Två med 5\N{NO-BREAK SPACE}000 m² (0,5 % av det minsta)" in found.features[0].row.note


def test_a_sliver_along_a_street_is_not_told(plan: Callable[..., Plan]) -> None:
    found = plan([geo.row("Ett"), geo.row("Två", geo.square(east=667_999.5))])  # 500 m², a two thousandth
    assert told(found).strip() == ""


def test_an_overlap_with_an_area_of_the_register_is_told(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")])
    [planned] = plan([geo.row("Del av ett", geo.square(side=400))]).features
    assert planned.outcome == Outcome.NEW
    assert "Området överlappar Ett" in planned.row.note


def test_the_list_of_2023_from_an_empty_register(tmp_path: Path) -> None:
    Lineage.objects.all().delete()
    Area.objects.all().delete()
    found = apply(tmp_path, geo.published())
    assert [planned.outcome for planned in found.features] == [Outcome.NEW] * 59
    assert "lokalpolisområde Nacka (531240) ligger i Stockholm syd" in told(found)
    assert Area.objects.count() == Boundary.objects.count() == 59
    counts = dict.fromkeys(("utsatt", "risk", "sarskilt"), 0)
    for category in Decision.objects.filter(round__year=2023).values_list("category", flat=True):
        counts[category] += 1
    assert counts == {"utsatt": 27, "risk": 15, "sarskilt": 17}
    shapes = {"/".join(part.strip() for part in row["NAMN"].split("/")): row["shape"] for row in geo.published()}
    for boundary in Boundary.objects.prefetch_related("area__versions"):
        assert abs(float(boundary.area_m2) - shapes[boundary.area.versions.get().name].area) < 1
    again = plan_again(tmp_path)
    assert again.result.totals == {"new": 0, "changed": 0, "unchanged": 59, "refused": 0}
    assert again.result.why_not == "Du kan inte läsa in: allt i filen finns redan."


def plan_again(tmp_path: Path) -> Plan:
    return plan_of(receive_geodata(geo.write(tmp_path / "again.gpkg", geo.published()), filename="a", year=2023, by=data_admin()))


def test_the_list_of_2023_finds_the_areas_of_the_register(tmp_path: Path) -> None:
    before = Area.objects.count()
    found = apply(tmp_path, geo.published())
    assert [planned.outcome for planned in found.features] == [Outcome.CHANGED] * 59
    assert Area.objects.count() == before
    for planned in found.features:
        assert planned.version is not None and planned.version.name == planned.said.name


def test_a_moved_boundary_says_what_it_gains_and_loses(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")], 2021)
    [planned] = plan([geo.row("Ett", geo.square(east=667_100))]).features
    [change] = [change for change in planned.row.changes if change.column == "gräns"]
    assert (change.before, change.after) == ("1,000 km²", "1,000 km² (0,100 km² till, 0,100 km² bort)")


def test_each_list_has_its_boundary_whatever_the_order_they_come_in(tmp_path: Path) -> None:
    early, late = geo.square(), geo.square(east=667_100)
    for first, second in (((2021, early), (2023, late)), ((2023, late), (2021, early))):
        Boundary.objects.all().delete()
        for year, shape in (first, second):
            apply(tmp_path, [geo.row("Husby", shape, KATEGORI="", AKTUALITET="2018-10-01")], year)
        rows = Boundary.objects.order_by("valid_from")
        periods = [(str(row.valid_from), str(row.valid_to), float(row.geometry["coordinates"][0][0][0][0])) for row in rows]
        assert periods == [("2018-10-01", "2022-12-31", periods[0][2]), ("2023-01-01", "None", periods[1][2])]
        assert periods[0][2] != periods[1][2]


def test_another_boundary_for_the_same_list_is_refused(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")])
    found = plan([geo.row("Ett", geo.square(east=667_100))])
    assert "Registret har redan en annan gräns för området från 2023-01-01. Ångra den inläsningen först." in told(found)


def test_another_category_than_the_decided_one_is_refused(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")])
    found = plan([geo.row("Ett", KATEGORI="Riskområde")])
    assert "beslutet 2023 är utsatt område, och ett beslut ändras aldrig" in told(found)


def test_a_place_under_another_name_is_the_same_area(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")], 2021)
    [planned] = plan([geo.row("Ettan")]).features
    assert planned.outcome == Outcome.CHANGED
    assert [(change.before, change.after) for change in planned.row.changes if change.column == "namn"] == [("Ett", "Ettan")]


def test_areas_that_were_taken_off_find_their_identities(tmp_path: Path) -> None:
    """The file of areas taken off says the year; each is held against the last list before it."""
    [smedby] = [row for row in geo.published(2017) if row["NAMN"] == "Smedby"]
    apply(tmp_path, [smedby], 2015)
    apply(tmp_path, [smedby], 2017)
    Boundary.objects.all().delete()
    rows = [
        {"namn": "Smedby", "kategori": "utsattomr", "borttagen": "2019", "lpo": "Sollentuna", "po": "Stockholm Nord", "region": "Stockholm"}
        | {"shape": smedby["shape"]}
    ]
    found = apply(tmp_path, rows)
    assert [(planned.said.year, planned.outcome) for planned in found.features] == [(2017, Outcome.CHANGED)]
    boundary = Boundary.objects.get(area__slug="smedby")
    assert str(boundary.valid_from) == "2017-01-01"


def test_one_that_was_never_on_a_list_is_refused(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, geo.published(2015)[:1], 2015)
    rows = [{"namn": "Ankeborg", "borttagen": "2017", "lpo": "Sollentuna", "region": "Stockholm", "shape": geo.square()}]
    assert "Inget område med det namnet eller på den platsen har stått på en lista." in told(plan(rows))


@pytest.mark.parametrize("year", ["²", "9" * 5000, "igår"])
def test_a_year_of_removal_that_is_none_is_one_sentence(year: str, tmp_path: Path) -> None:
    rows = [{"namn": "Smedby", "borttagen": year, "lpo": "Sollentuna", "region": "Stockholm", "shape": geo.square()}]
    path = geo.geojson(tmp_path / "a.geojson", [row | {"shape": to_wgs84(row["shape"])} for row in rows])
    assert "Det finns ingen lista före" in told(plan_of(receive_geodata(path, filename="a", year=2023, by=data_admin())))


def test_what_is_decided_in_a_round_of_our_own_is_not_told(plan: Callable[..., Plan]) -> None:
    open_round(2021)
    before = told(plan([geo.row("Husby", KATEGORI="Utsatt område")], 2021))
    assert "2021 är en egen omgång i systemet. Kategorin läses inte in." in before
    assert "beslutet" not in before


def test_a_file_does_not_overwrite_what_was_drawn_in_a_round(plan: Callable[..., Plan], tmp_path: Path) -> None:
    apply(tmp_path, [geo.row("Ett")], 2021)
    area = Area.objects.get(slug="ett")
    Boundary.objects.update(valid_to=date(2023, 2, 28))
    shape = geo.square(east=667_200)
    Boundary.objects.create(area=area, geometry=stored(shape), area_m2=shape.area, valid_from=date(2023, 3, 1))
    assert "Området har en gräns som är ritad i en omgång och gäller från 2023-03-01." in told(plan([geo.row("Ett")]))
