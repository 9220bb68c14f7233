"""The pages of a local police area: who sees what, signing, areas."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Area
from assessments.actions import pictures as actions
from assessments.actions.answers import save_answers
from assessments.enums import PictureState
from assessments.models import AreaAssessment, LocalPicture
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from tests.factories import people, places, rounds

As = Callable[[Any], Client]


def picture_url(picture: LocalPicture, name: str = "picture") -> str:
    return reverse(f"assessments:{name}", args=[picture.pk])


def area_url(area: AreaAssessment, name: str = "area") -> str:
    return reverse(f"assessments:{name}", args=[area.pk])


def test_the_picture_says_what_whose_and_when(officer: Client, picture: LocalPicture) -> None:
    page = officer.get(picture_url(picture)).content.decode()

    assert "<h1>LPO Rinkeby 2019</h1>" in page
    assert "Lämna in senast 15 februari 2019" in page
    assert "Bollen ligger hos er." in page
    assert "0 av 27 svar klara" in page
    assert 'name="S2-choice"' in page
    assert "Husby: 27 saker saknas" in page


@pytest.mark.parametrize("role", [Role.LPO_OFFICER, Role.LPO_CHIEF])
def test_a_neighbour_finds_nothing(picture: LocalPicture, area: AreaAssessment, as_user: As, role: Role) -> None:
    neighbour = as_user(people.make_user(role, places.make_lpo("Botkyrka")))
    urls = [
        picture_url(picture),
        *(picture_url(picture, name) for name in ("submit_picture", "propose_area", "add_known_area")),
        area_url(area),
        area_url(area, "withdraw_area"),
    ]

    for url in urls:
        assert neighbour.post(url, {"version": 0}).status_code == 404, url
    for url in (picture_url(picture), area_url(area)):
        assert neighbour.get(url).status_code == 404, url


def test_who_is_not_logged_in_is_sent_to_the_login(client: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    for url in ("/arbete/", "/lagesbilder/", "/lagesbilder/min/", picture_url(picture), area_url(area)):
        assert client.get(url)["Location"].startswith("/konto/login/"), url


def test_noa_reads_and_does_not_write(picture: LocalPicture, area: AreaAssessment, as_user: As) -> None:
    rounds.fill(picture, text="Mycket hemligt")
    reviewer, lead = as_user(people.reviewer()), as_user(people.lead())

    for url in (picture_url(picture), area_url(area)):
        page = reviewer.get(url).content.decode()
        assert "Mycket hemligt" in page
        assert 'id="svar"' not in page
        assert reviewer.post(url, {"version": 0}).status_code == 403
    assert reverse("assessments:review", args=[picture.pk]) in reviewer.get(picture_url(picture)).content.decode()

    page = lead.get(area_url(area)).content.decode()
    assert "part-secret" not in page
    assert "Det finns en sekretessbelagd del som din roll inte läser." in page
    assert "Mycket hemligt" in page.replace("Mycket hemligt Sekretess.", "!")  # the open parts
    assert "Mycket hemligt Sekretess." not in page
    assert "svar klara" not in page  # how much is answered is told by what is classified


def test_reading_what_is_classified_is_logged_and_never_kept(
    officer: Client, picture: LocalPicture, area: AreaAssessment, as_user: As
) -> None:
    for url in (picture_url(picture), area_url(area)):
        response = officer.get(url)
        assert "no-store" in response["Cache-Control"]
        assert "secret-strip" in response.content.decode()
    as_user(people.lead()).get(area_url(area))

    events = AuditEvent.objects.filter(event="classified.read", object_id=picture.pk).order_by("pk")
    assert [(event.actor, event.detail) for event in events] == [
        ("lpo-handlaggare.lpo-rinkeby", {"area": None}),
        ("lpo-handlaggare.lpo-rinkeby", {"area": area.pk}),
    ]


def test_the_queries_do_not_grow_with_the_areas(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    def count(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert officer.get(url).status_code == 200
        return len(queries)

    rounds.fill(picture)
    urls = ("/arbete/", picture_url(picture), area_url(area))
    one = [count(url) for url in urls]
    for name in ("Tensta", "Akalla"):
        actions.propose_area(picture, name=name, municipality=area.municipality, by=people.officer(picture.unit))
    rounds.fill(picture)

    assert [count(url) for url in urls] == one
    assert max(one) < 50


# Signing


def test_the_chief_signs_a_complete_picture(chief: Client, picture: LocalPicture) -> None:
    rounds.fill(picture)

    response = chief.post(picture_url(picture, "submit_picture"), follow=True)

    picture.refresh_from_db()
    assert picture.state == PictureState.SUBMITTED
    assert "Inlämnat. Noa svarar senast 22 mars 2019." in response.content.decode()
    assert "signerade och lämnade in" in response.content.decode()


def test_the_officer_is_told_that_the_chief_signs(officer: Client, picture: LocalPicture) -> None:
    rounds.fill(picture)

    page = officer.get(picture_url(picture)).content.decode()

    assert "Du kan inte lämna in: det gör lokalpolisområdeschefen, som signerar." in page
    assert 'aria-disabled="true"' in page
    assert officer.post(picture_url(picture, "submit_picture")).status_code == 403
    picture.refresh_from_db()
    assert picture.state == PictureState.DRAFT


def test_an_incomplete_picture_shows_what_is_missing(chief: Client, picture: LocalPicture) -> None:
    chief.post(picture_url(picture), {"version": 0, "S1-rating": "2"})

    response = chief.post(picture_url(picture, "submit_picture"))

    page = response.content.decode()
    assert response.status_code == 400
    assert "<title>Fel:" in page
    assert "Du kan inte lämna in än: 28 saker saknas." in page
    assert 'href="#fraga-S2"' in page
    assert 'tabindex="-1" data-focus' in page
    picture.refresh_from_db()
    assert picture.state == PictureState.DRAFT


def test_an_untouched_picture_cannot_be_submitted(chief: Client, picture: LocalPicture) -> None:
    assert "läget är ”inte påbörjad”" in chief.post(picture_url(picture, "submit_picture")).content.decode()
    picture.refresh_from_db()
    assert picture.state == PictureState.NONE


def test_signing_twice_changes_nothing(chief: Client, picture: LocalPicture) -> None:
    rounds.submitted(picture)
    before = LocalPicture.objects.values().get(pk=picture.pk)

    assert chief.post(picture_url(picture, "submit_picture")).status_code == 400
    assert LocalPicture.objects.values().get(pk=picture.pk) == before


def test_a_local_police_area_without_areas_submits_a_zero_report(as_user: As, picture: LocalPicture) -> None:
    unit = places.make_lpo("Botkyrka")
    empty = LocalPicture.objects.get(unit=unit)
    client = as_user(people.chief(unit))

    client.post(picture_url(empty), {"version": 0, "S1-rating": "0", "S1-text": "Inga.", "S2-choice": "nej", "S2-text": "Nej."})
    page = client.get(picture_url(empty)).content.decode()
    assert "Nollrapport: inga områden behöver fyllas i" in page
    assert "Signera och lämna in nollrapporten" in page

    assert client.post(picture_url(empty, "submit_picture")).status_code == 302
    empty.refresh_from_db()
    assert (empty.state, empty.is_zero_report) == (PictureState.SUBMITTED, True)


def test_a_zero_report_is_refused_when_an_area_was_on_the_list(chief: Client, picture: LocalPicture) -> None:
    chief.post(picture_url(picture), {"version": 0, "S1-rating": "0", "S1-text": "Inga.", "S2-choice": "nej", "S2-text": "Nej."})

    response = chief.post(picture_url(picture, "submit_picture"))

    assert response.status_code == 400
    assert "Husby fanns på den förra listan och ska bedömas." in response.content.decode()


def test_the_screening_is_refused_like_an_area(officer: Client, picture: LocalPicture) -> None:
    response = officer.post(picture_url(picture), {"version": 0, "S1-rating": "9", "B2-rating": "1"})

    page = response.content.decode()
    assert response.status_code == 400
    assert "”9” finns inte där." in page
    assert "Frågan ”B2” finns inte i den här metodversionen." in page
    assert not picture.classified_answers.exists()


def test_who_may_not_read_what_is_secret_is_not_told_of_a_no(picture: LocalPicture, as_user: As) -> None:
    by = people.officer(picture.unit)
    save_answers(picture, area=None, answers={"S2": {"choice": "nej"}}, version=0, by=by)

    assert "Nollrapport" in as_user(by).get(picture_url(picture)).content.decode()
    assert "Nollrapport" not in as_user(people.lead()).get(picture_url(picture)).content.decode()


def test_grounds_without_a_category_are_no_proposal(chief: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    rounds.fill(picture)
    area.refresh_from_db()
    chief.post(area_url(area), {"version": area.version, "T2-category": ""})

    response = chief.post(picture_url(picture, "submit_picture"))

    assert "Först: Husby, T2: förslag till kategori saknas." in response.content.decode()
    assert "Saknas" in response.content.decode()


# Areas


def test_a_new_area_is_proposed_and_taken_back(officer: Client, picture: LocalPicture) -> None:
    municipality = places.make_municipality()
    given = {"name": "Nyby", "municipality": municipality.pk, "lat": "59,40", "lon": "17.9"}

    officer.post(picture_url(picture, "propose_area"), given)
    new = picture.areas.get(name="Nyby")
    assert (str(new.lat), str(new.lon), new.is_proposed) == ("59.40000", "17.90000", True)

    officer.post(area_url(new, "withdraw_area"))
    assert not picture.areas.filter(name="Nyby").exists()


def test_an_area_of_the_last_list_cannot_be_taken_back(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    response = officer.post(area_url(area, "withdraw_area"), follow=True)

    assert "det fanns på den förra listan och ska bedömas" in response.content.decode()
    assert picture.areas.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Skriv vad området heter."),
        ({"name": "x" * 121}, "Namnet är för långt: skriv högst 120 tecken."),
        ({"municipality": ""}, "Välj den kommun som området ligger i."),
        ({"municipality": "ö"}, "Välj en kommun i listan."),
        ({"lat": "59,4"}, "Skriv både latitud och longitud, eller ingen av dem."),
        ({"lat": "norr"}, "”norr” går inte att räkna med. Skriv ett tal."),
        ({"lat": "12", "lon": "17"}, "Punkten ligger inte i Sverige: skriv ett tal mellan 55 och 70."),
        ({"name": "Husby"}, "Husby finns redan i lägesbilden."),
    ],
)
def test_a_bad_proposal_gets_its_sentence(officer: Client, picture: LocalPicture, given: dict[str, str], sentence: str) -> None:
    data = {"name": "Nyby", "municipality": str(places.make_municipality().pk)} | given

    response = officer.post(picture_url(picture, "propose_area"), data)

    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert picture.areas.count() == 1


def test_a_known_area_is_taken_up(officer: Client, picture: LocalPicture) -> None:
    here = places.make_area("Tensta", places.make_lpo())
    above = places.make_area("Okänt läge", places.make_region())
    elsewhere = places.make_area("Fittja", places.make_lpo("Botkyrka"))

    page = officer.get(picture_url(picture)).content.decode()
    assert ("Tensta (Stockholm)" in page, "Okänt läge (Stockholm)" in page, "Fittja" in page) == (True, True, False)

    officer.post(picture_url(picture, "add_known_area"), {"area_version": here.pk})
    assert picture.areas.get(name="Tensta").area == here.area

    refused = officer.post(picture_url(picture, "add_known_area"), {"area_version": elsewhere.pk})
    assert refused.status_code == 400
    assert "Området finns inte längre i listan. Välj ett annat." in refused.content.decode()
    assert not AreaAssessment.objects.filter(area=elsewhere.area).exists()
    assert Area.objects.filter(pk=above.area_id).exists()


def test_no_area_is_added_after_submitting(officer: Client, picture: LocalPicture) -> None:
    rounds.submitted(picture)
    data = {"name": "Nyby", "municipality": places.make_municipality().pk}

    response = officer.post(picture_url(picture, "propose_area"), data)

    assert "Lägg till ett område" not in officer.get(picture_url(picture)).content.decode()
    assert response.status_code == 400
    assert "den lokala lägesbilden är redan inlämnad" in response.content.decode()
    assert picture.areas.count() == 1


def test_the_points_stand_turn_by_turn(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    rounds.returned(picture, code="B2")

    page = officer.get(picture_url(picture)).content.decode()

    assert "<h3>Återlämning 1</h3>" in page
    assert "Vad bygger det på?" in page
    assert f'{area_url(area)}#fraga-B2">Svara på punkten' in page


# Finding the way


def test_the_menu_leads_to_the_picture_of_the_open_round(officer: Client, picture: LocalPicture) -> None:
    assert officer.get("/lagesbilder/min/")["Location"] == picture_url(picture)
    page = officer.get(picture_url(picture)).content.decode()
    assert '<a href="/lagesbilder/min/" aria-current="page">Lokal lägesbild</a>' in page
    assert "LPO Rinkeby 2019" in officer.get("/lagesbilder/").content.decode()


def test_without_a_round_the_list_says_what_comes(db: None, as_user: As) -> None:
    client = as_user(people.officer(places.make_lpo()))

    assert client.get("/lagesbilder/min/")["Location"] == "/lagesbilder/"
    assert "Ingen lokal lägesbild än" in client.get("/lagesbilder/").content.decode()
    assert "Ingen omgång är öppen." in client.get("/arbete/").content.decode()


# The worklist


def titles(client: Client) -> tuple[list[str], list[str]]:
    found = client.get("/arbete/").context["list"]
    return [str(row.title) for row in found.mine], [str(row.title) for row in found.others]


def test_the_ball_goes_from_officer_to_chief_to_noa(officer: Client, chief: Client, picture: LocalPicture) -> None:
    begin, sign = "Börja fylla i den lokala lägesbilden för LPO Rinkeby 2019", "Signera och lämna in LPO Rinkeby 2019"
    access = "1 behörighet att gå igenom"  # the officer's: nobody has reviewed it
    assert (titles(officer), titles(chief)) == (([begin], []), ([access], [begin]))

    rounds.fill(picture)
    assert (titles(officer), titles(chief)) == (([], [sign]), ([sign, access], []))

    actions.submit(picture, by=people.chief(picture.unit))
    assert (titles(officer), titles(chief)) == (([], ["LPO Rinkeby 2019"]), ([access], ["LPO Rinkeby 2019"]))
    assert "Noa har inte börjat granska än." in officer.get("/arbete/").content.decode()


def test_a_chief_without_an_officer_fills_in(as_user: As, picture: LocalPicture) -> None:
    client = as_user(people.chief(picture.unit))

    assert titles(client) == (["Börja fylla i den lokala lägesbilden för LPO Rinkeby 2019"], [])


def test_points_come_first_and_what_has_none_is_done(officer: Client, picture: LocalPicture) -> None:
    rounds.returned(picture, code="S1")

    page = officer.get("/arbete/")

    assert titles(officer) == (["Besvara en punkt från Noa"], [])
    assert [str(row.title) for row in page.context["list"].done] == ["Husby"]
    assert "Upplåst: avsnitt S. Resten är låst." in page.content.decode()


def test_an_approved_picture_is_done(officer: Client, picture: LocalPicture) -> None:
    rounds.approved(picture)

    page = officer.get("/arbete/").content.decode()

    assert titles(officer) == ([], [])
    assert "Noa har godkänt er lägesbild." in page
    assert "Klart i omgången (1)" in page


def test_saving_names_the_right_number_of_missing_things(chief: Client, picture: LocalPicture) -> None:
    rounds.fill(picture)
    area = picture.areas.get()
    save_answers(picture, area=area, answers={"B2": {"rating": None}}, version=area.version, by=people.chief(picture.unit))

    assert 'href="#saknas">en sak saknas</a>' in chief.get(picture_url(picture)).content.decode()
    assert 'href="#saknas">en sak saknas</a>' in chief.get(area_url(area)).content.decode()

    save_answers(picture, area=area, answers={"B2": {"rating": 2}}, version=area.version + 1, by=people.chief(picture.unit))
    save_answers(picture, area=None, answers={"S1": {"rating": None}}, version=picture.version, by=people.chief(picture.unit))
    assert f'href="{picture_url(picture)}#saknas">en sak saknas</a>' in chief.get(area_url(area)).content.decode()
