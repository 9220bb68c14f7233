"""One single text may stand on a legal ground of its own: an answer, a point, the grounds of a decision. Its owner reviews the marking."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import serializers
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import review
from assessments.actions.answers import save_answers
from assessments.actions.markings import lift_marking, mark_text, renew_marking
from assessments.classified.models import ClassifiedAnswer
from assessments.models import Answer, AreaAssessment, LocalPicture, Marking, Question
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.grounds import ground
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

pytestmark = pytest.mark.django_db
MARCH = datetime(2019, 3, 5, 12, tzinfo=UTC)
OWN, GENERAL = "OSL 35 kap. 1 §", "OSL 18 kap. 2 §"
SECRET = "Hemligt om platsen: skalbagge."


@pytest.fixture
def area() -> AreaAssessment:
    """Return an area in LPO Rinkeby that is filled in; LPO Botkyrka is next door."""
    with clock.at(MARCH):
        rounds.list_area(make_area("Husby"))
        rounds.list_area(make_area("Alby", make_lpo("Botkyrka")))
        picture = rounds.fill(rounds.picture_of(rounds.open_round()))
        area = picture.areas.get()
        save_answers(picture, area=area, answers={"T3": {"text": "Öppet.", "secret_text": SECRET}}, version=area.version, by=officer(area))
    area.refresh_from_db()
    return area


def officer(area: AreaAssessment) -> User:
    return people.officer(area.picture.unit)


def chief(area: AreaAssessment) -> User:
    return people.chief(area.picture.unit)


def question(area: AreaAssessment, code: str) -> Question:
    return Question.objects.get(method=area.picture.round.method, code=code)


def text_at(area: AreaAssessment, code: str = "T3") -> Marking:
    return Marking(picture=area.picture, area=area, answer_to=question(area, code))


def mark(area: AreaAssessment, code: str = "T3", **given: Any) -> Marking:
    with clock.at(MARCH):
        return mark_text(text_at(area, code), ground=ground("enskild"), **({"by": officer(area)} | given))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(area: AreaAssessment, code: str = "T3") -> str:
    return f"/omraden/{area.pk}/markera/{question(area, code).pk}/"


def head_of(page: str, code: str) -> str:
    """Return the head of a question's secret frame."""
    frame = page.split(f'aria-label="{code}, sekretessbelagd del"')[1]
    return frame.split("</p>")[0]


def test_who_writes_marks_the_text_and_the_head_of_its_frame_shows_its_own_ground(area: AreaAssessment) -> None:
    client = browser(officer(area))
    before = client.get(f"/omraden/{area.pk}/").text
    assert GENERAL in head_of(before, "T3")
    assert f'href="{address(area)}"' in before
    shown = client.get(address(area)).text
    assert "på den grund som gäller för frågan: OSL 18 kap. 2 §" in shown
    assert SECRET not in shown
    with clock.at(MARCH):
        answer = client.post(address(area), {"ground": ground("enskild").pk}, follow=True)
        assert "Husby 2019, T3 är markerad på en egen grund: OSL 35 kap. 1 §." in answer.text
        assert OWN in head_of(answer.text, "T3")
        assert GENERAL not in head_of(answer.text, "T3")
        assert GENERAL in head_of(answer.text, "B3"), "the other texts keep the ground of their question"
        assert "Den här texten har en egen grund. Markerad 5 mars 2019 av" in answer.text
        assert f'href="{address(area)}"' not in answer.text
    row = Marking.objects.get(answer_to__code="T3")
    assert (row.ground, row.marked_by, row.review_by) == (ground("enskild"), officer(area), date(2021, 3, 5))
    event = AuditEvent.objects.get(event="marking.text_marked")
    assert (event.object_id, event.detail) == (row.pk, {"picture": area.picture_id, "area": area.pk, "question": "T3"})


def test_an_answer_of_the_screening_is_marked_too(area: AreaAssessment) -> None:
    client, path = browser(officer(area)), f"/lagesbilder/{area.picture_id}/markera/{question(area, 'S1').pk}/"
    assert f'href="{path}"' in client.get(f"/lagesbilder/{area.picture_id}/").text
    answer = client.post(path, {"ground": ground("enskild").pk}, follow=True)
    assert OWN in head_of(answer.text, "S1")
    assert Marking.objects.get(answer_to__code="S1").area is None


def test_the_ground_is_another_than_the_questions_and_in_use(area: AreaAssessment) -> None:
    client = browser(officer(area))
    assert f'<option value="{ground("underrattelse").pk}"' not in client.get(address(area)).text
    assert client.post(address(area), {"ground": ground("underrattelse").pk}).status_code == 400
    with pytest.raises(ActionDenied, match="grunden får inte användas för texten"):
        mark_text(text_at(area), ground=ground("underrattelse"), by=officer(area))
    old = ground("enskild")
    correct_ground(old, is_active=False, by=people.make_user(Role.DATA_ADMIN))
    for row in (old, ground("enskild")):
        with pytest.raises(ActionDenied, match="grunden får inte användas för texten"):
            mark_text(text_at(area), ground=row, by=officer(area))
    assert not Marking.objects.filter(question=None).exists()


def test_where_there_is_no_classified_text_there_is_nothing_to_mark(area: AreaAssessment) -> None:
    assert f'href="{address(area, "N2")}"' not in browser(officer(area)).get(f"/omraden/{area.pk}/").text
    with pytest.raises(ActionDenied, match="det finns ingen sekretessbelagd text där"):
        mark(area, "N2")  # a grade, and nothing written
    with pytest.raises(ActionDenied, match="det finns ingen sekretessbelagd text där"):
        mark(area, "B5")  # open
    shown = browser(officer(area)).get(address(area, "B5")).text
    assert "Du kan inte markera texten: det finns ingen sekretessbelagd text där." in shown
    assert browser(officer(area)).get(address(area, "S1")).status_code == 404, "asked about the local police area, not about one area"


def test_a_marked_text_is_not_marked_twice(area: AreaAssessment) -> None:
    mark(area)
    with pytest.raises(ActionDenied, match="Häv den markeringen först"):
        mark(area)
    assert "den är redan markerad på en egen grund" in browser(officer(area)).get(address(area)).text
    assert Marking.objects.filter(answer_to__code="T3").count() == 1
    with pytest.raises(DatabaseError, match="one_marking_per_answer"), transaction.atomic():
        row = Marking.objects.get(answer_to__code="T3")
        row.pk = None
        row.save()


def test_lifting_moves_nothing_to_the_open_side(area: AreaAssessment) -> None:
    row = mark(area)
    before = serializers.serialize("json", Answer.objects.all())
    client = browser(chief(area))
    answer = client.post(f"/markeringar/{row.pk}/hav/", follow=True)
    assert (
        "Markeringen av Husby 2019, T3 är hävd. Texten ligger kvar i den slutna delen, på den grund som gäller för frågan." in answer.text
    )
    assert "Att häva en markering öppnar ingenting" in answer.text
    assert serializers.serialize("json", Answer.objects.all()) == before
    assert ClassifiedAnswer.objects.get(area=area, question__code="T3").text == SECRET
    page = client.get(f"/omraden/{area.pk}/").text
    assert GENERAL in head_of(page, "T3")
    assert f'href="{address(area)}"' in page, "it may be marked again"
    mark(area)
    assert Marking.objects.filter(answer_to__code="T3").count() == 2
    with pytest.raises(ActionDenied, match="redan hävd"):
        lift_marking(row, by=chief(area))


def test_the_chief_renews_and_lifts_and_the_officer_does_not(area: AreaAssessment) -> None:
    row = mark(area)
    for stranger in (officer(area), people.head(), people.chief(make_lpo("Botkyrka")), people.decider()):
        with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
            renew_marking(row, by=stranger)
        with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
            lift_marking(row, by=stranger)
    with clock.at(datetime(2021, 3, 6, 12, tzinfo=UTC)):
        assert renew_marking(row, by=chief(area)).review_by == date(2023, 3, 6)
        with pytest.raises(ActionDenied, match="redan förnyad"):
            renew_marking(row, by=chief(area))
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.detail) == ("marking.renewed", {"picture": area.picture_id, "area": area.pk, "question": "T3"})


def test_the_general_ones_stay_with_those_who_approve_methods(area: AreaAssessment) -> None:
    general = Marking.objects.get(question__code="S1")
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        renew_marking(general, by=chief(area))
    assert browser(chief(area)).post(f"/markeringar/{general.pk}/fornya/").status_code == 403
    row = mark(area)
    assert "Husby" not in browser(people.head()).get("/markeringar/").text, "who does not read the text does not see that it is marked"
    assert browser(people.head()).post(f"/markeringar/{row.pk}/fornya/").status_code == 404


def test_each_chief_has_the_due_texts_of_the_own_pictures_on_the_page_and_the_worklist(area: AreaAssessment) -> None:
    row = mark(area)
    own, next_door = browser(chief(area)), browser(people.chief(make_lpo("Botkyrka")))
    with clock.at(datetime(2021, 3, 4, 12, tzinfo=UTC)):
        assert "har nått sin dag" not in own.get("/arbete/").text
        assert 'href="/markeringar/"' in own.get(f"/lagesbilder/{area.picture_id}/").text
        assert 'href="/markeringar/"' not in browser(officer(area)).get(f"/lagesbilder/{area.picture_id}/").text
        shown = own.get("/markeringar/").text
        assert "Ingen markering väntar på omprövning." in shown
        assert "Husby 2019, T3" in shown
        assert f'action="/markeringar/{row.pk}/hav/"' in shown, "one that is wrong is lifted at once, and the text marked anew"
        assert f'action="/markeringar/{row.pk}/fornya/"' not in shown
    with clock.at(datetime(2021, 3, 5, 12, tzinfo=UTC)):
        assert "1 markering har nått sin dag." in own.get("/arbete/").text
        shown = own.get("/markeringar/").text
        assert "<h3>Husby 2019, T3</h3>" in shown
        assert f'href="/omraden/{area.pk}/"' in shown
        assert SECRET not in shown
        assert "har nått sin dag" not in next_door.get("/arbete/").text
        assert "Husby" not in next_door.get("/markeringar/").text
        assert "har nått sin dag" not in browser(officer(area)).get("/arbete/").text
        assert browser(officer(area)).get("/markeringar/").status_code == 403
        assert browser(people.make_user(Role.SECURITY)).get("/markeringar/").status_code == 404
        assert "Markeringen av Husby 2019, T3 är förnyad." in own.post(f"/markeringar/{row.pk}/fornya/", follow=True).text
        assert "har nått sin dag" not in own.get("/arbete/").text


def test_a_neighbour_and_a_stranger_find_nothing(area: AreaAssessment) -> None:
    row = mark(area)
    there = [address(area), f"/lagesbilder/{area.picture_id}/markera/{question(area, 'S1').pk}/"]
    for user in (people.officer(make_lpo("Botkyrka")), people.chief(make_lpo("Botkyrka")), people.make_user(Role.SECURITY)):
        client = browser(user)
        assert {client.get(path).status_code for path in there} == {404}
        assert {client.post(path, {"ground": ground("enskild").pk}).status_code for path in there} == {404}
        assert {client.post(f"/markeringar/{row.pk}/{act}/").status_code for act in ("fornya", "hav")} == {404}
    seen = browser(people.reviewer())
    assert {seen.get(path).status_code for path in there} == {403}
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        mark(area, by=people.officer(make_lpo("Botkyrka")))
    assert Marking.objects.filter(question=None).count() == 1


def returned_with_point(area: AreaAssessment) -> LocalPicture:
    return rounds.returned(LocalPicture.objects.get(pk=area.picture_id), code="B3")


def test_the_reviewer_marks_a_point_and_both_sides_read_its_ground(area: AreaAssessment) -> None:
    picture = returned_with_point(area)
    point = picture.points.get()
    client, path = browser(people.reviewer()), f"/lagesbilder/{picture.pk}/punkter/{point.pk}/markera/"
    answer = client.post(path, {"ground": ground("enskild").pk}, follow=True)
    assert "Husby 2019, punkt 1 vid B3 är markerad på en egen grund" in answer.text
    assert "Egen grund: OSL 35 kap. 1 §." in browser(officer(area)).get(f"/omraden/{area.pk}/").text
    row = Marking.objects.get(point=point)
    assert renew_and_lift(row, by=people.reviewer(), refused=chief(area))
    event = AuditEvent.objects.filter(event="marking.lifted").latest("pk")
    assert event.detail == {"picture": picture.pk, "area": area.pk, "question": "B3", "point": 1}


def test_a_point_that_is_not_sent_is_not_told_to_the_local_police_area(area: AreaAssessment) -> None:
    picture = rounds.under_review(LocalPicture.objects.get(pk=area.picture_id))
    point = review.add_point(picture, area=area, question=question(area, "B3"), text="Vad?", by=people.reviewer())
    path = f"/lagesbilder/{picture.pk}/punkter/{point.pk}/markera/"
    assert f'href="{path}"' in browser(people.reviewer()).get(f"/omraden/{area.pk}/granska/").text
    assert [browser(user).get(path).status_code for user in (officer(area), people.decider(), people.lead())] == [404, 403, 404]
    mark_text(Marking(picture=picture, point=point), ground=ground("enskild"), by=people.reviewer())
    assert "Egen grund: OSL 35 kap. 1 §." in browser(people.reviewer()).get(f"/omraden/{area.pk}/granska/").text
    review.remove_point(point, by=people.reviewer())
    assert not Marking.objects.filter(question=None).exists(), "a point that is taken back takes its marking with it"


def test_the_decider_marks_the_grounds_of_a_decision(area: AreaAssessment) -> None:
    picture = rounds.approved(LocalPicture.objects.get(pk=area.picture_id))
    decision = rounds.decided(AreaAssessment.objects.get(pk=area.pk))
    client, path = browser(people.decider()), f"/omraden/{area.pk}/beslut/markera/"
    assert f'href="{path}"' in client.get(f"/omraden/{area.pk}/beslut/").text
    answer = client.post(path, {"ground": ground("enskild").pk}, follow=True)
    assert "beslutet om Husby 2019 är markerad på en egen grund" in answer.text
    assert OWN in answer.text.split('aria-label="Beslutet, sekretessbelagd del"')[1].split("</p>")[0]
    proposal = answer.text.split('aria-label="Lokalpolisområdets förslag, sekretessbelagd del"')[1]
    assert GENERAL in proposal.split("</p>")[0], "the proposal is another text"
    assert [browser(user).get(path).status_code for user in (people.reviewer(), officer(area), people.lead())] == [403, 404, 404]
    row = Marking.objects.get(decision=decision)
    assert row.picture == picture
    assert renew_and_lift(row, by=people.decider(), refused=chief(area))


def renew_and_lift(row: Marking, *, by: User, refused: User) -> bool:
    """Whether its owner can renew and lift a marking, and somebody else cannot."""
    with clock.at(datetime(2031, 3, 6, 12, tzinfo=UTC)):
        assert f'action="/markeringar/{row.pk}/fornya/"' in browser(by).get("/markeringar/").text
        with pytest.raises(ActionDenied):
            renew_marking(row, by=refused)
        assert renew_marking(row, by=by).review_by == date(2033, 3, 6)
        return lift_marking(row, by=by).lifted_by == by


def test_the_review_shows_the_own_ground_of_this_round_and_of_the_last(area: AreaAssessment) -> None:
    mark(area)
    rounds.approved(LocalPicture.objects.get(pk=area.picture_id))
    rounds.decided(AreaAssessment.objects.get(pk=area.pk))
    later = rounds.picture_of(rounds.open_round(2021, method=area.picture.round.method))
    rounds.under_review(later)
    shown = browser(people.reviewer()).get(f"/omraden/{later.areas.get().pk}/granska/").text
    for year, expected in ((2019, OWN), (2021, GENERAL)):
        assert expected in shown.split(f'aria-label="T3 {year}, sekretessbelagd del"')[1].split("</p>")[0]


def test_the_database_holds_one_thing_at_a_time_in_its_own_picture(area: AreaAssessment) -> None:
    row, other = mark(area), LocalPicture.objects.exclude(pk=area.picture_id).get()
    made = {"ground": row.ground, "marked_by": row.marked_by, "marked_at": row.marked_at, "review_by": row.review_by}
    wrong: list[dict[str, Any]] = [
        {},
        {"picture": area.picture},
        {"picture": area.picture, "area": area},
        {"answer_to": row.answer_to},
        {"question": question(area, "V1"), "picture": area.picture},
        {"question": question(area, "V1"), "picture": area.picture, "answer_to": row.answer_to},
        {"picture": other, "area": area, "answer_to": question(area, "B3")},
    ]
    for given in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            Marking.objects.create(**made, **given)
    for change in ({"ground": ground("forundersokning")}, {"area": None}, {"marked_by": people.lead()}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Marking.objects.filter(pk=row.pk).update(**change)


def test_nothing_of_the_text_is_in_the_marking_or_its_events(area: AreaAssessment) -> None:
    row = mark(area)
    lift_marking(row, by=chief(area))
    rows = [*Marking.objects.all(), *AuditEvent.objects.all()]
    assert "skalbagge" not in serializers.serialize("json", rows, ensure_ascii=False)


def test_pages_cost_the_same_with_one_marked_text_and_with_many(area: AreaAssessment) -> None:
    client = browser(chief(area))
    pages = [f"/omraden/{area.pk}/", "/markeringar/", "/arbete/"]
    mark(area)
    with clock.at(datetime(2021, 3, 5, 12, tzinfo=UTC)):
        few = costs(client, pages)
        for code in ("B1", "B2", "B3", "B4", "E1", "E4", "N1", "O5"):
            answers = {code: rounds.full_answer(question(area, code), text="Ord.") | {"comment": "Ord."}}
            area.refresh_from_db()
            save_answers(area.picture, area=area, answers=answers, version=area.version, by=officer(area))
            mark(area, code)
        assert costs(client, pages) == few


def costs(client: Client, pages: list[str]) -> list[int]:
    found = []
    for path in pages:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        found.append(len(caught))
    return found
