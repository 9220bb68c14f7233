"""The published lists as they are read in: every count of change is real or technical and adds up, in pictures, pages and files."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from areas.importers import load_places
from areas.models import Area, AreaVersion, Lineage, Unit, UnitPlacement
from assessments.importers.published_list import import_list
from assessments.models import Decision, Round
from lagesbild.access.roles import LOCAL_ROLES, Role
from reports.copying import copy_round
from reports.models import NationalPicture
from reports.open import change_sentences
from reports.open.change import Lists
from reports.open.data import OpenReport
from reports.open.totals import changes, national_table
from reports.queries.open_report import open_report
from reports.site.model import Site
from reports.site.pages import pages
from tests.areas.test_comparing import PAIRS, ROOT, YEARS
from tests.factories import files, people, rounds
from tests.factories import reports as made
from tests.factories.places import make_lpo

pytestmark = pytest.mark.django_db
LATER = 2027


@pytest.fixture(scope="module")
def lists(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Read in the register and the six published lists."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        for year in YEARS:
            import_list(ROOT / "assessments" / "data" / "lists" / f"{year}.csv", by=files.data_admin())
        yield
        transaction.set_rollback(True)


def picture(year: int, version: int = 1) -> NationalPicture:
    return copy_round(Round.objects.get(year=year), version=version, correction_reason="", by=made.editor())


def report_of(year: int, version: int = 1) -> OpenReport:
    return open_report(picture(year, version), version=version, edition_date=date(year, 6, 3))


@pytest.mark.parametrize(("since", "until"), list(pairwise(YEARS)))
def test_a_picture_adds_up_for_the_country_and_for_each_region(lists: None, since: int, until: int) -> None:
    report = report_of(until)
    found = changes(report)
    assert found is not None
    assert (found.sum.before, found.sum.gone, found.sum.new, found.sum.technical, found.sum.after) == PAIRS[since, until]
    regions = [row.sum for row in national_table(report).rows if row.sum]
    assert len(regions) == 7
    for numbers in regions:
        assert numbers.before - numbers.gone + numbers.new + numbers.technical == numbers.after
        assert numbers.moved == 0
    for name in ("before", "gone", "new", "technical", "after"):
        assert sum(getattr(numbers, name) for numbers in regions) == getattr(found.sum, name)


def test_a_local_police_area_that_goes_to_another_region_takes_its_areas_with_it(lists: None) -> None:
    """Botkyrka goes to Mitt between the lists: what Stockholm had is what was published, and the difference is told as moved."""
    as_published = {row.region.name: row.sum for row in national_table(report_of(2025)).rows}
    botkyrka = Unit.objects.get(key="lpo-botkyrka")
    UnitPlacement.objects.filter(unit=botkyrka, valid_to=None).update(valid_to=date(2023, 12, 31))
    mitt = Unit.objects.get(kind="region", names__slug="mitt")
    UnitPlacement.objects.create(unit=botkyrka, parent=mitt, valid_from=date(2024, 1, 1))
    areas = AreaVersion.objects.filter(unit=botkyrka, area__decisions__round__year=2023, valid_to=None).count()
    assert areas > 1
    found = {row.region.name: row.sum for row in national_table(report_of(2025, version=2)).rows}
    for name, moved in (("Stockholm", -areas), ("Mitt", areas), ("Syd", 0)):
        before, numbers = as_published[name], found[name]
        assert before is not None and numbers is not None
        assert (numbers.before, numbers.moved, numbers.after) == (before.before, moved, before.after + moved), name
        assert (numbers.gone, numbers.new, numbers.technical) == (before.gone, before.new, before.technical), name


def test_2025_is_told_with_the_four_split_areas(lists: None) -> None:
    report = report_of(2025)
    since = changes(report)
    assert since is not None
    assert since.sum.equation == "59 − 1 + 1 + 6 = 65"
    assert [area.name for area in since.new] == ["Granängsringen"]
    assert [gone.name for gone in since.removed] == ["Andersberg"]
    assert change_sentences.technical_items(report, since)[:4] == (
        "Oxhagen/Varberga delades i Oxhagen och Varberga (+1). Före: 1 riskområde. Nu: 2 utsatta områden.",
        "Rinkeby/Tensta delades i Hjulsta, Rinkeby och Tensta (+2). "
        "Före: 1 särskilt utsatt område. Nu: 1 utsatt område och 2 särskilt utsatta områden.",
        "Rissne/Hallonbergen delades i Hallonbergen och Rissne (+1). Före: 1 riskområde. Nu: 2 utsatta områden.",
        "Ronna/Geneta/Lina delades i Geneta, Lina och Ronna (+2). "
        "Före: 1 särskilt utsatt område. Nu: 1 utsatt område och 2 särskilt utsatta områden.",
    )
    assert picture_summary(2025).endswith(
        "59 − 1 + 1 + 6 = 65: 59 områden 2023, minus 1 som inte längre är med, plus 1 nytt, "
        "plus 6 för att områden har delats, blir 65 områden 2025."
    )


def test_the_public_pages_say_the_sum_for_the_country_and_each_region(lists: None) -> None:
    made_pages = {page.path: page for page in pages(Site(report_of(2025)), ())}
    overview = made_pages["index.html"].render().decode()
    assert (
        "59 områden 2023, minus 1 som inte längre är med, plus 1 nytt, plus 6 för att områden har delats, blir 65 områden 2025." in overview
    )
    assert "Det är sex fler än 2023 (verklig förändring ±0, teknisk +6)." in overview
    stockholm = made_pages["region/stockholm/index.html"].render().decode()
    assert "26 områden 2023, minus 0 som inte längre är med, plus 1 nytt, plus 5 för att områden har delats, blir 32" in stockholm
    assert "Trettiotvå områden, sex fler än 2023 (verklig förändring +1, teknisk +5)." in stockholm
    assert "Del av Rinkeby/Tensta (särskilt utsatt område)" in made_pages["omrade/tensta/index.html"].render().decode()


def picture_summary(year: int) -> str:
    return str(copy_round(Round.objects.get(year=year), version=2, correction_reason="x", by=made.editor()).summary)


def test_an_older_picture_without_ids_still_renders_and_adds_up(lists: None) -> None:
    """What was compiled before the ids were kept has names only."""
    row = picture(2025)
    for change in row.lineage:
        for name in ("before_slugs", "after_slugs", "pairs"):
            del change[name]
    found = changes(open_report(row, version=1, edition_date=date(2025, 6, 3)))
    assert found is not None
    assert found.sum.equation == "59 − 1 + 1 + 6 = 65"


def test_a_part_that_is_not_on_the_list_is_named(lists: None) -> None:
    """A split is told whole; the part that is not listed is really gone."""
    round_ = Round.objects.get(year=2021)
    parent = AreaVersion.objects.get(name="Husby")
    part = Area.objects.create(slug="husby-nordost")
    AreaVersion.objects.create(
        area=part, name="Husby nordost", unit=parent.unit, municipality=parent.municipality, valid_from=date(2021, 1, 1)
    )
    for after in (part, parent.area):
        Lineage.objects.create(kind="split", before=parent.area, after=after, year=2021, source="x")
    report = open_report(copy_round(round_, version=1, correction_reason="", by=made.editor()), version=1, edition_date=date(2021, 6, 3))
    found = changes(report)
    assert found is not None
    before, gone, new, technical, after = PAIRS[2019, 2021]
    assert found.sum.equation == f"{before} − {gone + 1} + {new} + {technical + 1} = {after}"
    assert "Husby nordost" in [gone.name for gone in found.removed]
    [line] = [line for line in Lists(report).lines() if line.slug == "husby-nordost"]
    assert (line.status, line.names_before, line.real, line.technical) == ("gone", ("Husby",), -1, 1)


# The page inside

As = Callable[[Role], Client]


@pytest.fixture
def as_(lists: None) -> As:
    def login(role: Role) -> Client:
        client = Client()
        client.force_login(people.make_user(role, make_lpo() if role in LOCAL_ROLES else None))
        return client

    return login


@pytest.mark.parametrize(("since", "until"), PAIRS)
def test_the_page_tells_every_pair(as_: As, since: int, until: int) -> None:
    page = as_(Role.LPO_OFFICER).get("/jamfor/", {"fran": since, "till": until})
    assert page.status_code == 200
    numbers = page.context["sum"]
    assert (numbers.before, numbers.gone, numbers.new, numbers.technical, numbers.after) == PAIRS[since, until]
    assert sum(row.place.real + row.place.technical for row in page.context["rows"]) == numbers.after - numbers.before


def test_the_page_begins_with_the_last_two_lists_and_names_the_groups(as_: As) -> None:
    page = as_(Role.DATA_ADMIN).get("/jamfor/").content.decode()
    assert "Från 2023 till 2025" in page
    assert "59 områden 2023, minus 1 som inte längre är med, plus 1 nya, tekniskt +6, blir 65 områden 2025." in page
    for words in ("Ronna/Geneta/Lina", "Hjulsta, Rinkeby och Tensta", "Andersberg", "Granängsringen"):
        assert words in page


def test_the_page_filters_by_what_has_become_of_the_areas(as_: As) -> None:
    client = as_(Role.NOA_LEAD)
    asked = {"fran": 2023, "till": 2025}
    found = {kind: client.get("/jamfor/", asked | {"visa": kind}).context["rows"] for kind in ("real", "technical", "split", "gone")}
    assert {kind: len(rows) for kind, rows in found.items()} == {"real": 2, "technical": 21, "split": 14, "gone": 1}


@pytest.mark.parametrize(
    "asked",
    [{"fran": 2025, "till": 2015}, {"fran": 2017, "till": 2017}, {"fran": 1, "till": 2}, {"fran": "x"}, {"visa": "x", "fran": 2015}],
)
def test_what_cannot_be_compared_is_told_in_words(as_: As, asked: dict[str, Any]) -> None:
    page = as_(Role.NOA_LEAD).get("/jamfor/", asked)
    assert page.status_code == 400
    assert "Välj" in page.content.decode()


def later_round(*, listed: str) -> Round:
    """Make a round that is closed and not published: only one area is on its list, and another was split for it."""
    days = {name: date(LATER, 3, 1) for name in ("reference_date", "submit_by", "review_by", "decide_by")}
    row = Round.objects.create(
        year=LATER, method=rounds.make_method(), state="closed", planned_by=people.lead(), planned_at="2027-01-01T08:00Z", **days
    )
    version = AreaVersion.objects.get(name=listed, valid_to=None)
    Decision.objects.create(round=row, area=version.area, area_version=version, category="utsatt", source="x")
    part = Area.objects.create(slug="hemlig-del")
    AreaVersion.objects.create(
        area=part, name="Hemlig del", unit=version.unit, municipality=version.municipality, valid_from=date(LATER, 1, 1)
    )
    Lineage.objects.create(kind="split", before=version.area, after=part, year=LATER, source="x")
    return row


def test_a_list_that_is_not_published_is_for_those_who_read_its_decisions(as_: As) -> None:
    later_round(listed="Husby")
    asked = {"fran": 2025, "till": LATER}
    readers = {Role.NOA_LEAD, Role.NOA_REVIEWER, Role.NOA_DECIDER, Role.NOA_EDITOR, Role.NOA_HEAD, Role.PUBLISHER}
    found = {role: as_(role).get("/jamfor/", asked).status_code for role in Role}
    assert found == {role: 200 if role in readers else 404 if role in {Role.SYSTEM_ADMIN, Role.SECURITY} else 400 for role in Role}
    for role in (Role.LPO_OFFICER, Role.DATA_ADMIN):
        assert str(LATER) not in as_(role).get("/jamfor/").content.decode()


def test_what_is_not_published_is_not_told_by_an_areas_own_page(as_: As) -> None:
    later_round(listed="Husby")
    officer, lead, admin = as_(Role.LPO_OFFICER), as_(Role.NOA_LEAD), as_(Role.DATA_ADMIN)
    assert officer.get("/harkomst/omrade/hemlig-del/").status_code == 404
    assert "Hemlig del" not in officer.get("/harkomst/omrade/husby/").content.decode()
    for client in (lead, admin):
        assert client.get("/harkomst/omrade/hemlig-del/").status_code == 200
        assert "Hemlig del" in client.get("/harkomst/omrade/husby/").content.decode()


def test_an_area_is_told_through_time(as_: As) -> None:
    page = as_(Role.LPO_OFFICER).get("/harkomst/omrade/rinkeby-tensta/")
    area = page.context["area"]
    assert {row.slug for row in area.after} == {"hjulsta", "rinkeby", "tensta"}
    assert area.before == []
    assert [(row.year, row.name) for row in area.lists if row.category] == [(year, "Rinkeby/Tensta") for year in YEARS[:-1]]
    assert [row.slug for row in as_(Role.LPO_OFFICER).get("/harkomst/omrade/tensta/").context["area"].before] == ["rinkeby-tensta"]
    names = [row.name for row in as_(Role.LPO_OFFICER).get("/harkomst/omrade/kronogarden-lextorp/").context["area"].lists if row.name]
    assert len(set(names)) == 3
    assert as_(Role.LPO_OFFICER).get("/harkomst/omrade/finns-inte/").status_code == 404
