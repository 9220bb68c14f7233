"""Review: take up, points, return, approve; comparison with the last round."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.actions import review as actions
from assessments.actions.answers import save_answers
from assessments.enums import PictureState
from assessments.models import LocalPicture, Question, ReviewPoint
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.assessments.noa.conftest import MARCH, Scene, queries, said
from tests.factories import people, places, rounds


def page_of(client: Any, picture: LocalPicture) -> str:
    return client.get(f"/lagesbilder/{picture.pk}/granska/").content.decode()


# Taking up


def test_a_picture_is_taken_up_and_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.submitted(scene.rinkeby)
    client = as_(people.reviewer())
    assert "Ta upp till granskning" in page_of(client, picture)
    assert "Du granskar nu LPO Rinkeby" in said(client.post(f"/lagesbilder/{picture.pk}/ta-upp/"))
    taken = LocalPicture.objects.get(pk=picture.pk)
    assert (taken.state, taken.reviewer) == (PictureState.REVIEW, people.reviewer())
    assert "Du kan inte ta upp till granskning" in said(client.post(f"/lagesbilder/{picture.pk}/ta-upp/"))
    assert LocalPicture.objects.get(pk=picture.pk).taken_up_at == taken.taken_up_at
    other = people.make_user(Role.NOA_REVIEWER, username="granskare.2")
    assert "en annan granskare har redan gjort det" in said(as_(other).post(f"/lagesbilder/{picture.pk}/ta-upp/"))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_one_wins(scene: Scene) -> None:
    picture = rounds.submitted(scene.rinkeby)
    reviewers = [people.make_user(Role.NOA_REVIEWER, username=f"granskare.{n}") for n in (1, 2)]
    start, outcomes = threading.Barrier(2), []

    def try_it(user: Any) -> None:
        try:
            start.wait(10)
            actions.take_up(LocalPicture.objects.get(pk=picture.pk), by=user)
            outcomes.append(("won", user.pk))
        except ActionDenied as error:
            outcomes.append(("lost", str(error)))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(user,)) for user in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(kind for kind, _what in outcomes) == ["lost", "won"]
    winner = dict(outcomes)["won"]
    assert LocalPicture.objects.get(pk=picture.pk).reviewer_id == winner
    assert "en annan granskare har redan gjort det" in dict(outcomes)["lost"]
    assert AuditEvent.objects.filter(event="picture.taken_up").count() == 1


def test_before_it_is_submitted_nothing_is_shown_and_the_button_says_why(scene: Scene, as_: Callable[[Any], Any]) -> None:
    rounds.fill(scene.rinkeby, text="Hemliga ord under arbete")
    page = page_of(as_(people.reviewer()), scene.rinkeby)
    assert "Hemliga ord under arbete" not in page
    assert "Du kan inte ta upp till granskning: läget är ”utkast”." in page
    assert 'aria-disabled="true"' in page


# Points


def point(code: str = "B2", area: Any = "", text: str = "Vilka platser gäller det?") -> dict[str, Any]:
    return {"question": code, "area": area, "text": text}


def test_a_point_is_added_and_the_same_one_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    there = f"/lagesbilder/{picture.pk}/punkter/"
    response = client.post(there, point(area=scene.husby.pk))
    assert response["Location"] == f"/omraden/{scene.husby.pk}/granska/#B2"
    assert "Punkt 1 är tillagd vid B2" in said(response)
    assert "Vilka platser" not in said(response)
    again = client.post(there, point(area=scene.husby.pk))
    assert "Punkten finns redan" in again.content.decode()
    assert "Vilka platser gäller det?</textarea>" in again.content.decode()
    assert ReviewPoint.objects.count() == 1
    assert "Återlämna med 1 punkt" in page_of(client, picture)
    assert "Bara avsnitt B låses upp." in page_of(client, picture)


def test_an_empty_point_is_refused_at_its_question(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    page = as_(people.reviewer()).post(f"/lagesbilder/{picture.pk}/punkter/", point("S2", text="  ")).content.decode()
    part = page.split('id="S2"')[1].split("</section>")[0]
    assert "Skriv vad lokalpolisområdet ska svara på." in part
    assert "<details open>" in part
    assert page.count("Skriv vad lokalpolisområdet ska svara på.") == 1
    assert "<title>Fel:" in page


@pytest.mark.parametrize(
    ("code", "place"), [("XX", "none"), ("B2", "none"), ("S1", "husby"), ("B2", "alby"), ("B2", "junk"), ("B2", "huge")]
)
def test_a_point_belongs_to_a_question_of_its_place(code: str, place: str, scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    area = {"none": "", "husby": scene.husby.pk, "alby": scene.botkyrka.areas.get().pk, "junk": "abc", "huge": 10**30}[place]
    response = as_(people.reviewer()).post(f"/lagesbilder/{picture.pk}/punkter/", point(code, area))
    assert response.status_code == 409
    assert "Punkten sparades inte" in response.text
    assert "Det du skrev är inte sparat" in response.text
    assert not ReviewPoint.objects.exists()


def test_a_point_is_removed_and_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    for code in ("S1", "S2"):
        client.post(f"/lagesbilder/{picture.pk}/punkter/", point(code))
    first = ReviewPoint.objects.get(number=1)
    there = f"/lagesbilder/{picture.pk}/punkter/{first.pk}/ta-bort/"
    assert "Punkt 1 är borttagen" in said(client.post(there))
    assert [(row.number, row.question.code) for row in ReviewPoint.objects.all()] == [(1, "S2")]
    assert "redan borttagen" in said(client.post(there))
    assert ReviewPoint.objects.count() == 1


def test_points_of_another_picture_are_not_removed_here(scene: Scene, as_: Callable[[Any], Any]) -> None:
    rinkeby, botkyrka = rounds.under_review(scene.rinkeby), rounds.under_review(scene.botkyrka)
    client = as_(people.reviewer())
    client.post(f"/lagesbilder/{botkyrka.pk}/punkter/", point("S1"))
    client.post(f"/lagesbilder/{rinkeby.pk}/punkter/{ReviewPoint.objects.get().pk}/ta-bort/")
    assert ReviewPoint.objects.count() == 1


# Returning


def test_a_picture_is_returned_with_its_points_and_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    there, day = f"/lagesbilder/{picture.pk}/aterlamna/", {"answer_by": "2019-03-12"}
    assert "lägg först till minst en punkt" in page_of(client, picture)
    assert "lägg först till minst en punkt" in said(client.post(there, day))
    for code in ("S1", "S2"):
        client.post(f"/lagesbilder/{picture.pk}/punkter/", point(code))
    assert "Återlämna med 2 punkter" in page_of(client, picture)
    assert "LPO Rinkeby är återlämnad med 2 punkter." in said(client.post(there, day))
    back = LocalPicture.objects.get(pk=picture.pk)
    assert (back.state, back.turn, back.due.isoformat()) == (PictureState.RETURNED, 2, "2019-03-12")
    assert "Du kan inte återlämna" in said(client.post(there, day))
    assert LocalPicture.objects.get(pk=picture.pk).turn == 2
    assert "Bollen ligger hos lokalpolisområdet" in page_of(client, picture)


@pytest.mark.parametrize(
    ("day", "sentence"), [("", "Välj vilken dag"), ("2019-03-04", "Dagen har redan varit"), ("tolfte mars", "giltigt datum")]
)
def test_the_day_of_answers_is_checked(day: str, sentence: str, scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    client.post(f"/lagesbilder/{picture.pk}/punkter/", point("S1"))
    response = client.post(f"/lagesbilder/{picture.pk}/aterlamna/", {"answer_by": day})
    assert sentence in " ".join(response.context["return_form"].errors["answer_by"])
    assert sentence in response.content.decode()
    assert LocalPicture.objects.get(pk=picture.pk).state == PictureState.REVIEW


# Approving


def test_a_picture_is_approved_and_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    assert "Godkänn LPO Rinkeby" in page_of(client, picture)
    assert "LPO Rinkeby är godkänd" in said(client.post(f"/lagesbilder/{picture.pk}/godkann/"))
    approved = LocalPicture.objects.get(pk=picture.pk)
    assert "Du kan inte godkänna" in said(client.post(f"/lagesbilder/{picture.pk}/godkann/"))
    assert LocalPicture.objects.get(pk=picture.pk).approved_at == approved.approved_at


def test_open_points_block_the_approval(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    client = as_(people.reviewer())
    client.post(f"/lagesbilder/{picture.pk}/punkter/", point("S1"))
    sentence = "Du kan inte godkänna: 1 punkt är inte klar. Återlämna den eller ta bort den."
    assert sentence in page_of(client, picture)
    assert sentence in said(client.post(f"/lagesbilder/{picture.pk}/godkann/"))


def test_another_reviewer_may_read_and_not_approve(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    other = as_(people.make_user(Role.NOA_REVIEWER, username="granskare.2"))
    assert "Du kan inte godkänna: en annan granskare har tagit upp den." in page_of(other, picture)
    assert "Lägg till en punkt" not in page_of(other, picture)
    assert "en annan granskare har tagit upp den" in said(other.post(f"/lagesbilder/{picture.pk}/godkann/"))
    assert LocalPicture.objects.get(pk=picture.pk).state == PictureState.REVIEW


@pytest.fixture
def wrote_and_reviews(scene: Scene) -> tuple[Any, LocalPicture]:
    """Somebody who wrote in the picture as an officer and has it under review: only possible past the actions."""
    both = people.make_user(Role.NOA_REVIEWER)
    people.make_user(Role.LPO_OFFICER, scene.rinkeby.unit, username=both.username)
    picture = rounds.submitted(scene.rinkeby, by=both)
    LocalPicture.objects.filter(pk=picture.pk).update(state=PictureState.REVIEW, reviewer=both, taken_up_at=MARCH)
    return both, LocalPicture.objects.get(pk=picture.pk)


def test_who_wrote_neither_takes_up_nor_approves(wrote_and_reviews: tuple[Any, LocalPicture], as_: Callable[[Any], Any]) -> None:
    both, picture = wrote_and_reviews
    page = page_of(as_(both), picture)
    assert "Du kan inte godkänna: du har ändrat avsnitt" in page
    assert "du har ändrat avsnitt" in said(as_(both).post(f"/lagesbilder/{picture.pk}/godkann/"))
    LocalPicture.objects.filter(pk=picture.pk).update(state=PictureState.SUBMITTED, reviewer=None, taken_up_at=None)
    assert "du har ändrat avsnitt" in said(as_(both).post(f"/lagesbilder/{picture.pk}/ta-upp/"))
    assert LocalPicture.objects.get(pk=picture.pk).state == PictureState.SUBMITTED


def test_the_database_itself_refuses_an_approval_by_who_wrote(wrote_and_reviews: tuple[Any, LocalPicture]) -> None:
    both, picture = wrote_and_reviews
    rows = LocalPicture.objects.filter(pk=picture.pk)
    with pytest.raises(IntegrityError, match="has written in this local picture"), transaction.atomic():
        rows.update(state=PictureState.APPROVED, approved_by=both, approved_at=clock.now())
    assert rows.update(state=PictureState.APPROVED, approved_by=people.head(), approved_at=clock.now()) == 1


# Reading


@pytest.fixture
def two_rounds(scene: Scene) -> Scene:
    """Rinkeby answered in 2019 (2 everywhere, approved) and in 2021 (3 everywhere, B2 left at 0)."""
    rounds.approved(scene.rinkeby, text="Vuxna säljer vid centrum.", rating=2)
    for area in scene.rinkeby.areas.all():
        rounds.decided(area)
    with clock.at(datetime(2021, 3, 1, tzinfo=UTC)):
        later = rounds.picture_of(rounds.open_round(2021), scene.rinkeby.unit)
        rounds.fill(later, text="Unga säljer vid centrum.", rating=3)
        husby = later.areas.get(name="Husby")
        save_answers(later, area=husby, answers={"B2": {"rating": 0}}, version=husby.version, by=people.officer(later.unit))
        later.refresh_from_db()
        rounds.pictures.submit(later, by=people.chief(later.unit))
    return Scene(later.round, later, scene.botkyrka)


def test_changed_answers_come_largest_first_with_words_and_drawing(two_rounds: Scene, as_: Callable[[Any], Any]) -> None:
    response = as_(people.reviewer()).get(f"/omraden/{two_rounds.husby.pk}/granska/")
    movers = [item["mover"] for item in response.context["movers"]]
    assert (movers[0].question.code, movers[0].change) == ("B2", -2)
    assert {mover.change for mover in movers[1:]} == {1}
    page = response.content.decode()
    assert "2 ner" in page
    assert 'aria-label="Från 2 till 0"' in page
    assert page.index("Från 2 till 0") < page.index("Från 2 till 3")


def test_texts_are_compared_word_by_word_open_and_secret_apart(two_rounds: Scene, as_: Callable[[Any], Any]) -> None:
    page = as_(people.reviewer()).get(f"/omraden/{two_rounds.husby.pk}/granska/").content.decode()
    t3 = page.split('id="T3"')[1].split("</section>")[0]
    assert t3.count('<del><span class="vh">borttaget: </span>Vuxna</del>') == 2
    assert t3.count('<ins><span class="vh">tillagt: </span>Unga</ins>') == 2
    opened = "".join(part.split("</div>")[0] for part in t3.split("part-open")[1:])
    assert "Unga" in opened
    assert "Sekretess." not in opened


def test_without_an_earlier_round_the_answers_stand_alone(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.under_review(scene.rinkeby)
    page = as_(people.reviewer()).get(f"/omraden/{scene.husby.pk}/granska/").content.decode()
    assert "inga svar från en tidigare omgång" in page
    assert 'class="compare"' not in page
    assert "<del>" not in page
    assert "Grund U1" in page
    assert picture.turn == 1


def test_facts_count_what_is_answered(scene: Scene, as_: Callable[[Any], Any]) -> None:
    rounds.fill(scene.rinkeby)
    husby = scene.husby
    unsure = {"B2": {"dont_know": True}, "B3": {"rating": 1, "evidence": ""}}
    save_answers(scene.rinkeby, area=husby, answers=unsure, version=husby.version, by=people.officer(scene.rinkeby.unit))
    scene.rinkeby.refresh_from_db()
    rounds.pictures.submit(scene.rinkeby, by=people.chief(scene.rinkeby.unit))
    facts = as_(people.reviewer()).get(f"/omraden/{husby.pk}/granska/").context["comparison"].facts
    assert facts.answered == facts.asked > 20
    assert (facts.dont_know, facts.without_evidence) == (1, 1)


def test_answered_points_are_read_with_their_answers(scene: Scene, as_: Callable[[Any], Any]) -> None:
    picture = rounds.returned(scene.rinkeby, code="S1")
    rounds.pictures.answer_point(ReviewPoint.objects.get(), text="Tre egna rapporter.", by=people.officer(picture.unit))
    rounds.pictures.submit(picture, by=people.chief(picture.unit))
    page = page_of(as_(people.reviewer()), picture)
    s1 = page.split('id="S1"')[1].split("</section>")[0]
    assert "Vad bygger det på?" in s1
    assert "Tre egna rapporter." in s1


def test_the_page_costs_the_same_with_more_areas_and_points(scene: Scene, as_: Callable[[Any], Any]) -> None:
    rinkeby, botkyrka = rounds.under_review(scene.rinkeby), rounds.under_review(scene.botkyrka)
    client = as_(people.reviewer())
    for text in range(6):
        question = Question.objects.get(method=rinkeby.round.method, code="S1")
        actions.add_point(rinkeby, area=None, question=question, text=f"Fråga {text}", by=people.reviewer())
    actions.add_point(botkyrka, area=None, question=question, text="En fråga", by=people.reviewer())
    page_of(client, rinkeby)
    assert queries(client, f"/lagesbilder/{rinkeby.pk}/granska/") == queries(client, f"/lagesbilder/{botkyrka.pk}/granska/")


def test_a_stranger_to_the_unit_is_not_told_that_it_is_there(scene: Scene, as_: Callable[[Any], Any]) -> None:
    region = people.make_user(Role.NOA_REVIEWER, places.make_region("Syd"), username="granskare.syd")
    assert as_(region).get(f"/lagesbilder/{scene.rinkeby.pk}/granska/").status_code == 404
    assert as_(region).post(f"/lagesbilder/{scene.rinkeby.pk}/ta-upp/").status_code == 404
