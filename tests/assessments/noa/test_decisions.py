"""Deciding areas: four eyes, every criterion, open grounds; once, and never changed."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.classified.models import DecisionGround, Dissent
from assessments.models import AreaAssessment, Criterion, Decision
from lagesbild.access.roles import Role
from tests.assessments.noa.conftest import Scene, queries, said
from tests.factories import people, places, rounds


def filled(**changed: str) -> dict[str, str]:
    grounds = {f"{row.code}-met": "ja" for row in Criterion.objects.all()} | {
        f"{row.code}-text": "Noas skäl" for row in Criterion.objects.all()
    }
    return grounds | {"category": "utsatt", "open_grounds": "Boende är otrygga.", "dissent": ""} | changed


@pytest.fixture
def husby(scene: Scene) -> AreaAssessment:
    """Husby, whose local picture is approved."""
    rounds.approved(scene.rinkeby)
    return scene.husby


def test_an_area_is_decided_and_only_once(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    client = as_(people.decider())
    there = f"/omraden/{husby.pk}/beslut/"
    response = client.post(there, filled(dissent="En av oss ser det annorlunda."))
    assert response["Location"] == there
    assert "Husby är beslutat" in said(response)
    decision = Decision.objects.get(assessment=husby)
    assert (decision.category, decision.open_grounds, decision.decided_by) == ("utsatt", "Boende är otrygga.", people.decider())
    assert [row.met for row in DecisionGround.objects.filter(decision=decision)] == ["ja"] * 10
    again = client.post(there, filled(category="sarskilt"))
    assert "området har redan ett beslut, och ett beslut ändras aldrig" in again.content.decode()
    assert Decision.objects.get(assessment=husby).category == "utsatt"
    assert Dissent.objects.count() == 1


def test_after_the_decision_the_page_is_only_read(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    rounds.decided(husby, dissent="En av oss ser det annorlunda.")
    page = as_(people.decider()).get(f"/omraden/{husby.pk}/beslut/").content.decode()
    assert 'name="category"' not in page
    assert "<textarea" not in page
    opened = page.split('class="part part-open"')[1].split("</div>")[0]
    assert "Öppna skäl." in opened
    assert "Noas skäl" not in opened
    secret = page.split('class="part part-secret"')[1]
    assert "Noas skäl U1" in secret
    assert "En av oss ser det annorlunda." in secret


def test_the_local_view_stands_beside_noas_own(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    page = as_(people.decider()).get(f"/omraden/{husby.pk}/beslut/").content.decode()
    secret = page.split('class="part part-secret"')[1].split('class="part part-open"')[0]
    assert "Grund SU3" in secret
    assert 'name="SU3-met"' in secret
    assert 'name="dissent"' in secret
    assert 'name="open_grounds"' not in secret
    assert "De publiceras." in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"category": ""}, "category"),
        ({"category": "hemlig"}, "category"),
        ({"open_grounds": "  "}, "open_grounds"),
        ({"SU2-met": ""}, "SU2-met"),
        ({"U1-met": "kanske"}, "U1-met"),
        ({"dissent": "x" * 20_001}, "dissent"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    changed: dict[str, str], field: str, husby: AreaAssessment, as_: Callable[[Any], Any]
) -> None:
    response = as_(people.decider()).post(f"/omraden/{husby.pk}/beslut/", filled(**{"U4-text": "Mina ord"} | changed))
    assert list(response.context["form"].errors) == [field]
    assert "Mina ord</textarea>" in response.content.decode()
    assert "<title>Fel:" in response.content.decode()
    assert not Decision.objects.filter(assessment=husby).exists()


def test_who_reviewed_does_not_decide(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    both = people.reviewer()
    people.make_user(Role.NOA_DECIDER, username=both.username)
    page = as_(both).get(f"/omraden/{husby.pk}/beslut/").content.decode()
    assert "Du kan inte besluta: du har granskat den lokala lägesbilden. En annan person måste besluta." in page
    assert 'aria-disabled="true"' in page
    answer = as_(both).post(f"/omraden/{husby.pk}/beslut/", filled(**{"U4-text": "Mina ord"})).content.decode()
    assert "du har granskat den lokala lägesbilden" in answer
    assert "Mina ord</textarea>" in answer
    assert not Decision.objects.filter(assessment=husby).exists()


def test_an_unapproved_picture_blocks_the_decision(scene: Scene, as_: Callable[[Any], Any]) -> None:
    page = as_(people.decider()).get(f"/omraden/{scene.husby.pk}/beslut/").content.decode()
    assert "Du kan inte besluta: den lokala lägesbilden är inte godkänd." in page


def test_an_area_is_left_out_with_a_reason_and_only_once(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    client = as_(people.decider())
    there = f"/omraden/{husby.pk}/lamna-utan-beslut/"
    assert "Skriv varför området lämnas utan beslut." in client.post(there, {"reason": " "}).content.decode()
    assert "Husby är lämnat utan beslut" in said(client.post(there, {"reason": "Området är rivet."}))
    again = client.post(there, {"reason": "Något annat."})
    assert again.status_code == 409
    assert "redan lämnat utan beslut" in again.text
    assert "Något annat." in again.text, "what was typed is given back"
    husby.refresh_from_db()
    assert husby.left_out_reason == "Området är rivet."
    page = client.get(f"/omraden/{husby.pk}/beslut/").content.decode()
    assert "Området är rivet." in page
    assert 'name="category"' not in page
    assert "redan lämnat utan beslut" in client.post(f"/omraden/{husby.pk}/beslut/", filled()).content.decode()


def test_the_list_filters_by_region_and_kind(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    rounds.decided(husby)
    client = as_(people.decider())

    def names(query: str) -> tuple[set[str], set[str]]:
        context = client.get(f"/beslut/2019/{query}").context
        return {item["row"].area.name for item in context["waiting"]}, {row.area.name for row in context["decided"]}

    assert names("") == ({"Alby", "Rinkeby/Tensta"}, {"Husby"})
    assert names("?visa=vantar") == ({"Alby", "Rinkeby/Tensta"}, set())
    assert names("?visa=beslutade") == (set(), {"Husby"})
    assert names("?region=syd") == (set(), set())
    assert names("?region=stockholm&visa=beslutade") == (set(), {"Husby"})


def test_proposals_stand_in_the_secret_frame_and_go_with_the_decision(husby: AreaAssessment, as_: Callable[[Any], Any]) -> None:
    client = as_(people.decider())
    page = client.get("/beslut/2019/").content.decode()
    assert page.count("<table") == 1
    assert "part-secret" in page.split("<table")[0]
    rounds.decided(husby, category="sarskilt")
    assert client.get("/beslut/2019/?visa=beslutade").content.decode().count('class="part part-secret"') == 0


def test_an_empty_round_says_so(as_: Callable[[Any], Any], db: None) -> None:
    rounds.plan_round(2019)
    assert "Inget område att besluta om" in as_(people.decider()).get("/beslut/2019/").content.decode()


def test_the_list_costs_the_same_with_one_and_twenty(db: None, as_: Callable[[Any], Any]) -> None:
    client = as_(people.decider())
    unit = places.make_lpo()
    rounds.list_area(places.make_area("Område 1", unit))
    rounds.approved(rounds.picture_of(rounds.open_round(2019)))
    few = queries(client, "/beslut/2019/")
    for number in range(2, 21):
        rounds.list_area(places.make_area(f"Område {number}", unit))
    rounds.approved(rounds.picture_of(rounds.open_round(2021)))
    assert AreaAssessment.objects.filter(picture__round__year=2021).count() == 20
    assert queries(client, "/beslut/2021/") == few
