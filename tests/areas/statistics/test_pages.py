"""The pages of numbers: what they show, to whom, and what they never show."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client

from areas.models import Area, AreaVersion, Unit
from areas.queries.statistics import figures_of
from lagesbild.audit.models import AuditEvent
from tests.factories import people, places
from tests.factories.files import data_admin
from tests.factories.statistics import make_indicator, make_values

pytestmark = pytest.mark.django_db
SHOTS = "skjutningar"


@pytest.fixture
def unit() -> Unit:
    return places.make_lpo("Rinkeby")


@pytest.fixture
def area(unit: Unit) -> Area:
    return places.make_area("Husby", unit).area


def browser(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def read(user: object, path: str) -> str:
    answer = browser(user).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_before_anything_is_read_in(area: Area) -> None:
    make_indicator()
    page = read(data_admin(), "/statistik/")
    assert "Inga registeruppgifter är inlästa än" in page
    assert 'href="/data/"' in page
    page = read(people.officer(), "/statistik/")
    assert "Dataadministratören läser in dem" in page
    assert "Inga registeruppgifter om området är inlästa." in read(people.officer(), "/statistik/omrade/husby/")
    assert "Inga tal om invånare och områdespoliser än" in read(people.officer(), "/bemanning/")
    assert read(people.officer(), "/bemanning/bemanning.csv").startswith("ar,niva,region")


def test_the_index_says_what_there_is_and_which_areas_lack_it(unit: Unit, area: Area) -> None:
    places.make_area("Akalla", unit)
    indicator = make_indicator()
    make_values(indicator, area, {2018: 11000, 2019: 12345})
    make_values(indicator, unit, {2019: 78000})
    make_indicator("trangboddhet", "share")
    for reader in (people.officer(), data_admin()):
        page = read(reader, "/statistik/")
        assert "1 av 2" in page
        assert "Akalla</p>" in page
        assert ">2019<" in page
        assert "12\u00a0345" not in page
        assert "78\u00a0000" not in page
    assert '<a href="/statistik/omrade/husby/">Husby</a>' in read(people.officer(), "/statistik/")
    assert "/statistik/omrade/" not in read(data_admin(), "/statistik/")


def test_the_numbers_of_an_area(unit: Unit, area: Area) -> None:
    indicator = make_indicator(better="up")
    make_values(indicator, area, {2016: 12000, 2018: 12500})
    make_values(indicator, unit, {2018: 78000})
    make_values(indicator, places.make_municipality(), {2018: 974073})
    make_indicator("trangboddhet", "share")
    page = read(people.officer(), "/statistik/omrade/husby/")
    for words in ("12\u00a0500", "78\u00a0000", "974\u00a0073", "har blivit bättre", "SCB, folkmängd, CC0, hämtad 2020-03-01"):
        assert words in page, words
    assert '<th scope="row">2017</th><td class="n">saknas</td>' in page
    assert "<desc" in page
    assert "2016: 12\u00a0000, 2017: saknas, 2018: 12\u00a0500" in page
    assert "Saknas för området: Trangboddhet." in page


def test_a_small_count_is_told_as_less_than_the_limit_and_stands_nowhere(unit: Unit, area: Area) -> None:
    make_values(make_indicator(SHOTS), area, {2018: 9, 2019: 3})
    page = read(people.officer(), "/statistik/omrade/husby/")
    assert '<td class="n">färre än 5</td>' in page
    assert '<td class="n">9</td>' in page
    assert ">3<" not in page
    assert "spark-dot" not in page  # a dot's height would tell the number


def test_what_would_tell_a_small_count_is_not_shown_either(unit: Unit, area: Area) -> None:
    other = places.make_area("Akalla", unit).area
    shots = make_indicator(SHOTS)
    make_values(shots, area, {2019: 3})
    make_values(shots, other, {2019: 61})
    make_values(shots, unit, {2019: 64})
    page = read(people.officer(), "/statistik/omrade/akalla/") + read(people.officer(), "/statistik/omrade/husby/")
    told = {number for number in ("61", "64") if f'<td class="n">{number}</td>' in page}
    assert len(told) < 2  # else anybody could subtract
    assert "visas inte" in page
    assert "Små antal, och tal som skulle avslöja dem, visas inte." in page


def test_what_is_derived_says_so_with_its_bounds(unit: Unit, area: Area) -> None:
    make_values(make_indicator(), area, {2019: 12480}, bounds=(11000, 14000))
    page = read(people.officer(), "/statistik/omrade/husby/")
    assert "Befolkning, arealviktat" in page
    assert "arealviktat: minst 11\u00a0000, högst 14\u00a0000" in page
    make_values(make_indicator("bilbrander"), area, {2019: 8}, bounds=(2, 11))
    assert "minst färre än 5, högst 11" in read(people.officer(), "/statistik/omrade/husby/")


def test_an_area_that_was_split_keeps_its_numbers_and_counts_as_no_neighbour(unit: Unit, area: Area) -> None:
    AreaVersion.objects.filter(area=area).update(valid_to=date(2020, 12, 31))
    part = places.make_area("Norra Husby", unit).area
    shots = make_indicator(SHOTS)
    make_values(shots, area, {2019: 30})
    make_values(shots, part, {2019: 20})
    make_values(shots, unit, {2019: 30})
    figures = figures_of(part.pk)
    assert figures is not None
    assert figures.rows[0].latest.text == "20"  # thirty and twenty are no parts of thirty
    page = read(people.officer(), "/statistik/omrade/husby/")
    assert "fanns till 31 december 2020" in page
    assert '<td class="n">30</td>' in page


def test_others_areas_are_not_there(area: Area) -> None:
    alby = places.make_area("Alby", places.make_lpo("Botkyrka")).area
    make_values(make_indicator(), alby, {2019: 7777})
    make_values(make_indicator("omradespoliser", "posts"), alby, {2019: 2})
    officer = people.officer(places.make_lpo("Rinkeby"))
    assert browser(officer).get("/statistik/omrade/alby/").status_code == 404
    assert browser(data_admin()).get("/statistik/omrade/alby/").status_code == 404
    assert browser(data_admin()).get("/bemanning/").status_code == 404
    assert browser(officer).get("/statistik/omrade/finns-inte/").status_code == 404
    for path in ("/statistik/", "/bemanning/", "/bemanning/bemanning.csv"):
        assert "Alby" not in read(officer, path)
    for path in ("/statistik/", "/bemanning/", "/bemanning/bemanning.csv", "/statistik/omrade/alby/"):
        assert "Alby" in read(people.lead(), path)


def staffed() -> None:
    """Rinkeby with Husby and Akalla, Botkyrka with Alby: one holds, one is under, one cannot be decided, one lacks a number."""
    rinkeby, botkyrka = places.make_lpo("Rinkeby"), places.make_lpo("Botkyrka")
    population, officers = make_indicator(), make_indicator("omradespoliser", "posts")
    husby, akalla = places.make_area("Husby", rinkeby).area, places.make_area("Akalla", rinkeby).area
    alby = places.make_area("Alby", botkyrka).area
    make_values(population, rinkeby, {2017: 70000, 2019: 78000})
    make_values(officers, rinkeby, {2017: 14, 2019: 15.5})
    make_values(population, husby, {2017: 12000, 2019: 12500})
    make_values(officers, husby, {2017: 2, 2019: 2.5})
    make_values(population, akalla, {2019: 10000}, bounds=(8000, 11000))
    make_values(officers, akalla, {2019: 2})
    make_values(population, alby, {2019: 13000})
    make_values(population, places.make_region(), {2019: 2400000})
    make_values(officers, places.make_region(), {2019: 480})


def verdicts(page: str) -> dict[str, str]:
    """Return the word on the rule beside each place of the tables."""
    words = ("Håller", "Under regeln", "Kan inte avgöras", "Uppgift saknas")
    found = {}
    for row in page.split('<tr role="row" class="at-')[1:]:
        head, _end, cells = row.partition("</th>")
        name = re.sub(r"<[^>]*>", " ", head.partition(">")[2]).split("  ")
        found[next(part.strip() for part in name if part.strip())] = next(word for word in words if word in cells)
    return found


def test_need_against_staffing() -> None:
    staffed()
    page = read(people.lead(), "/bemanning/")
    assert list(verdicts(page).items()) == [
        ("Polisregion Stockholm", "Håller"),
        ("LPO Botkyrka", "Uppgift saknas"),
        ("Alby", "Uppgift saknas"),
        ("LPO Rinkeby", "Under regeln"),
        ("Akalla", "Kan inte avgöras"),
        ("Husby", "Håller"),
    ]
    bounds = "arealviktat: minst 8\u00a0000, högst 11\u00a0000"
    for words in (bounds, "1 tjänst saknas", "5\u00a0032", "2017: 6\u00a0000 (under)", "Riksrevisionen, RiR 2020:20"):
        assert words in page, words
    under = page.split("LPO Rinkeby</th>")[1].split("</tr>")[0]
    assert "<svg" in under  # a sign and a word beside the colour


def test_numbers_are_never_added_up() -> None:
    staffed()
    botkyrka = read(people.officer(places.make_lpo("Botkyrka")), "/bemanning/")
    assert "13\u00a0000" in botkyrka
    line = botkyrka.split("LPO Botkyrka</th>")[1].split("</tr>")[0]
    assert line.count("saknas") >= 3  # the area's inhabitants are not taken for the unit's
    assert "Uppgift saknas" in line


def test_those_under_the_rule_and_other_years() -> None:
    staffed()
    page = read(people.lead(), "/bemanning/?visa=under")
    assert "LPO Rinkeby" in page
    assert ">Husby<" not in page
    page = read(people.lead(), "/bemanning/?ar=2017")
    assert "12\u00a0000" in page
    assert "12\u00a0500" not in page
    for odd in ("ar=1", "ar=²019", "ar=9999", "ar=x&visa=allt"):
        assert "78\u00a0000" in read(people.lead(), f"/bemanning/?{odd}")


def test_places_that_nothing_is_known_of_stand_apart() -> None:
    staffed()
    places.make_lpo("Solna")
    page = read(people.lead(), "/bemanning/")
    assert "LPO Solna" not in verdicts(page)
    told, silent = page.split('id="saknas"')
    assert "LPO Solna" not in told
    assert "<summary>Stockholm: 1 plats</summary>" in silent
    assert "LPO Solna" in silent
    assert 'id="saknas"' not in read(people.lead(), "/bemanning/?visa=under")


def test_one_sees_ones_own_units() -> None:
    staffed()
    page = read(people.officer(places.make_lpo("Rinkeby")), "/bemanning/")
    assert "LPO Rinkeby" in page
    assert "Botkyrka" not in page
    assert "Polisregion Stockholm" not in page
    assert "2\u00a0400\u00a0000" not in page


def test_the_file_holds_what_the_page_shows() -> None:
    staffed()
    answer = browser(people.lead()).get("/bemanning/bemanning.csv?ar=2019")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bemanning-2019.csv"'
    rows = {row["plats"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert rows["Husby"]["invanare"] == "12\u00a0500"
    assert (rows["Husby"]["regeln"], rows["Husby"]["invanare_per_omradespolis"]) == ("håller", "5000")
    assert (rows["LPO Rinkeby"]["regeln"], rows["LPO Rinkeby"]["tjanster_som_saknas"]) == ("under", "1")
    assert (rows["Akalla"]["regeln"], rows["Akalla"]["granser"]) == ("kan inte avgöras", "minst 8\u00a0000, högst 11\u00a0000")
    assert (rows["Alby"]["regeln"], rows["Alby"]["omradespoliser"]) == ("uppgift saknas", "saknas")
    assert "SCB, folkmängd, CC0, hämtad 2020-03-01" in rows["Husby"]["kalla"]
    assert "5 000" in rows["Husby"]["anmarkning"]


def test_a_number_of_inhabitants_that_is_small_is_no_number_to_reckon_with() -> None:
    unit = places.make_lpo("Rinkeby")
    area = places.make_area("Husby", unit).area
    make_values(make_indicator(), area, {2019: 3})
    make_values(make_indicator("omradespoliser", "posts"), area, {2019: 1})
    page = read(people.officer(unit), "/bemanning/")
    assert "färre än 5" in page
    assert "Uppgift saknas" in page
    assert '<td role="cell" class="n" data-l="Invånare per områdespolis">–</td>' in page


def test_what_is_hidden_on_one_page_is_hidden_on_the_other() -> None:
    """The small one's only neighbour in the municipality lies in another unit, and would tell it together with the whole."""
    rinkeby, kista = places.make_lpo("Rinkeby"), places.make_lpo("Kista")
    inhabitants, officers = make_indicator(), make_indicator("omradespoliser", "posts")
    for name, unit, number in (("Husby", rinkeby, 3), ("Akalla", kista, 6123)):
        area = places.make_area(name, unit).area
        make_values(inhabitants, area, {2019: number})
        make_values(officers, area, {2019: 1})
    make_values(inhabitants, places.make_municipality(), {2019: 6126})
    for reader, name, words in ((rinkeby, "Husby", "färre än 5"), (kista, "Akalla", "visas inte")):
        for user in (people.officer(reader), people.lead()):
            rows = csv.DictReader(io.StringIO(read(user, "/bemanning/bemanning.csv")))
            assert [row["invanare"] for row in rows if row["plats"] == name] == [words]
            for path in ("/bemanning/", f"/statistik/omrade/{name.lower()}/"):
                page = read(user, path)
                assert words in page
                assert "6\u00a0123" not in page


def test_a_search_is_noted_by_its_field() -> None:
    staffed()
    read(people.lead(), "/bemanning/?visa=under")
    assert AuditEvent.objects.get(event="work.searched").detail["page"] == "bemanning"
