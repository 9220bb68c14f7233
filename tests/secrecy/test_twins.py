"""The open formulation is stale when its classified source has changed since it was written, until somebody confirms or changes it."""

import pytest
from django.core import serializers
from django.test import Client

from assessments import checks
from assessments.actions.answers import save_answers
from assessments.actions.pictures import submit
from assessments.actions.review import take_up
from assessments.actions.twins import confirm_twin
from assessments.classified.models import ClassifiedAnswer
from assessments.models import Answer, AreaAssessment, OpenTwin, Question
from assessments.models.question import QuestionKind
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

pytestmark = pytest.mark.django_db
SENTENCE = "källan har ändrats, bekräfta eller ändra den öppna formuleringen"


@pytest.fixture
def area() -> AreaAssessment:
    rounds.list_area(make_area("Husby"))
    picture = rounds.fill(rounds.picture_of(rounds.open_round()))
    area = picture.areas.get()
    write(area, text="Öppet om området.", secret="Hemligt om området.")
    return area


def write(area: AreaAssessment, *, text: str, secret: str) -> None:
    question = Question.objects.get(method=area.picture.round.method, kind=QuestionKind.DESCRIPTION)
    area.refresh_from_db()
    answers = {question.code: {"text": text, "secret_text": secret}}
    save_answers(area.picture, area=area, answers=answers, version=area.version, by=people.officer(area.picture.unit))


def twin_of(area: AreaAssessment) -> OpenTwin:
    return OpenTwin.objects.get(area=area, question__kind=QuestionKind.DESCRIPTION)


def is_stale(area: AreaAssessment) -> bool:
    lacking = checks.missing(area.picture, list(Question.objects.filter(method=area.picture.round.method)))
    told = [row for row in lacking if SENTENCE in row.sentence]
    assert bool(told) == twin_of(area).is_stale
    return bool(told)


def test_written_together_they_fit(area: AreaAssessment) -> None:
    assert not is_stale(area)


def test_saved_again_without_a_change_they_still_fit(area: AreaAssessment) -> None:
    write(area, text="Öppet om området.", secret="Hemligt om området.")
    assert twin_of(area).source_version == twin_of(area).twin_version
    assert not is_stale(area)


def test_a_changed_source_makes_the_open_text_stale_until_it_is_confirmed(area: AreaAssessment) -> None:
    write(area, text="Öppet om området.", secret="Annat hemligt.")
    assert is_stale(area)
    confirm_twin(area, by=people.officer(area.picture.unit))
    assert not is_stale(area)
    event = AuditEvent.objects.get(event="twin.confirmed")
    assert (event.object_id, list(event.detail)) == (area.pk, ["questions"])
    with pytest.raises(ActionDenied):
        confirm_twin(area, by=people.officer(area.picture.unit))


def test_a_changed_open_text_fits_again(area: AreaAssessment) -> None:
    write(area, text="Öppet om området.", secret="Annat hemligt.")
    write(area, text="Nytt öppet.", secret="Annat hemligt.")
    assert not is_stale(area)


def test_nothing_of_the_source_is_kept_beside_the_count() -> None:
    assert {field.name for field in OpenTwin._meta.concrete_fields} == {
        "id", "area", "question", "source_version", "twin_version", "confirmed_by", "confirmed_at",
    }  # fmt: skip


def test_the_form_says_so_and_one_click_confirms(client: Client, area: AreaAssessment) -> None:
    client.force_login(people.officer(area.picture.unit))
    assert "Källan har ändrats" not in client.get(f"/omraden/{area.pk}/").text
    write(area, text="Öppet om området.", secret="Annat hemligt.")
    assert "Källan har ändrats sedan den öppna formuleringen skrevs" in client.get(f"/omraden/{area.pk}/").text
    answer = client.post(f"/omraden/{area.pk}/bekrafta/", follow=True)
    assert "Den öppna formuleringen är bekräftad." in answer.text
    assert "Källan har ändrats" not in answer.text


# The other classified texts about an area


@pytest.fixture
def demanding() -> AreaAssessment:
    """Return a filled area of a method that demands an open formulation beside E4 and leaves it free beside O5."""
    method = rounds.make_method(approved=False)
    Question.objects.filter(method=method, code="E4").update(twin_required=True)
    rounds.list_area(make_area("Husby"))
    return rounds.fill(rounds.picture_of(rounds.open_round())).areas.get()


def write_at(area: AreaAssessment, code: str, *, text: str, twin: str) -> None:
    question = Question.objects.get(method=area.picture.round.method, code=code)
    area.refresh_from_db()
    given = rounds.full_answer(question) | {"text": text, "open_text": twin}
    save_answers(area.picture, area=area, answers={code: given}, version=area.version, by=people.officer(area.picture.unit))


def lacking(area: AreaAssessment) -> list[str]:
    return [row.sentence for row in checks.missing(area.picture, list(Question.objects.filter(method=area.picture.round.method)))]


def test_the_open_formulation_stands_on_the_open_side_and_its_source_in_the_sealed_one(demanding: AreaAssessment) -> None:
    write_at(demanding, "O5", text="Hemligt: skalbagge.", twin="Öppet.")
    rows = Answer.objects.filter(area=demanding, question__code="O5"), ClassifiedAnswer.objects.filter(area=demanding, question__code="O5")
    assert [row.get().text for row in rows] == ["Öppet.", "Hemligt: skalbagge."]
    assert Answer.objects.get(area=demanding, question__code="O5").rating is None, "the grade is classified"
    kept = serializers.serialize("json", [*OpenTwin.objects.all(), *Answer.objects.all(), *AuditEvent.objects.all()], ensure_ascii=False)
    assert "skalbagge" not in kept


def test_it_is_missing_only_where_the_method_demands_it(demanding: AreaAssessment) -> None:
    assert lacking(demanding) == ["Husby, E4: öppen formulering saknas"]
    with pytest.raises(ActionDenied, match="E4: öppen formulering saknas"):
        submit(demanding.picture, by=people.chief(demanding.picture.unit))
    write_at(demanding, "E4", text="", twin="")
    assert lacking(demanding) == [], "without a classified text there is nothing to formulate"
    write_at(demanding, "E4", text="Hemligt.", twin="Öppet.")
    assert lacking(demanding) == []
    assert submit(demanding.picture, by=people.chief(demanding.picture.unit)).submitted_at


def test_it_is_stale_when_its_own_source_changes_until_that_one_is_confirmed(demanding: AreaAssessment) -> None:
    for code in ("E4", "O5"):
        write_at(demanding, code, text="Hemligt.", twin="Öppet.")
        write_at(demanding, code, text="Annat hemligt.", twin="Öppet.")
    assert lacking(demanding) == [f"Husby, {code}: {SENTENCE}" for code in ("O5", "E4")]
    confirm_twin(demanding, by=people.officer(demanding.picture.unit), code="O5")
    assert lacking(demanding) == [f"Husby, E4: {SENTENCE}"]
    with pytest.raises(ActionDenied, match="källan har inte ändrats"):
        confirm_twin(demanding, by=people.officer(demanding.picture.unit), code="O5")
    write_at(demanding, "E4", text="Annat hemligt.", twin="Nytt öppet.")
    assert lacking(demanding) == []


def test_one_that_is_not_there_is_never_stale(demanding: AreaAssessment) -> None:
    write_at(demanding, "O5", text="Hemligt.", twin="")
    write_at(demanding, "O5", text="Annat hemligt.", twin="")
    assert not any(SENTENCE in sentence for sentence in lacking(demanding))
    write_at(demanding, "O5", text="Annat hemligt.", twin="Öppet.")
    write_at(demanding, "O5", text="Ett tredje.", twin="")
    assert not any(SENTENCE in sentence for sentence in lacking(demanding))


def test_the_form_asks_for_it_in_an_open_frame_and_one_click_confirms_one(client: Client, demanding: AreaAssessment) -> None:
    client.force_login(people.officer(demanding.picture.unit))
    page = f"/omraden/{demanding.pk}/"
    shown = client.get(page).text
    frame = shown.split('aria-label="O5, öppen del"')[1].split('aria-label="')[0]
    assert 'name="O5-open_text"' in frame
    assert "Frivillig." in frame
    assert "Krävs när den sekretessbelagda texten är skriven." in shown.split('aria-label="E4, öppen del"')[1]
    assert client.post(page, {"version": AreaAssessment.objects.get().version, "O5-open_text": "Öppet om O5."}).status_code == 302
    assert Answer.objects.get(area=demanding, question__code="O5").text == "Öppet om O5."
    assert ClassifiedAnswer.objects.get(area=demanding, question__code="O5").text == "Text till O5."
    for code in ("E4", "O5"):
        write_at(demanding, code, text="Hemligt.", twin="Öppet.")
        write_at(demanding, code, text="Annat hemligt.", twin="Öppet.")
    shown = client.get(page).text
    assert "E4 stämmer fortfarande" in shown
    answer = client.post(f"{page}bekrafta/", {"code": "E4"}, follow=True)
    assert "Den öppna formuleringen är bekräftad." in answer.text
    assert "E4 stämmer fortfarande" not in answer.text
    assert "O5 stämmer fortfarande" in answer.text


def test_who_reads_only_the_open_part_reads_the_formulation_and_not_its_source(client: Client, demanding: AreaAssessment) -> None:
    write_at(demanding, "O5", text="Hemligt: skalbagge.", twin="Öppet: blåklocka.")
    client.force_login(people.lead())
    shown = client.get(f"/omraden/{demanding.pk}/").text
    assert "blåklocka" in shown
    assert "skalbagge" not in shown
    client.force_login(people.officer(make_lpo("Botkyrka")))
    assert client.get(f"/omraden/{demanding.pk}/").status_code == 404
    assert client.post(f"/omraden/{demanding.pk}/bekrafta/", {"code": "O5"}).status_code == 404


def test_the_reviewer_reads_both(client: Client, demanding: AreaAssessment) -> None:
    write_at(demanding, "O5", text="Hemligt.", twin="Öppet: blåklocka.")
    write_at(demanding, "E4", text="Hemligt.", twin="Öppet.")
    take_up(submit(demanding.picture, by=people.chief(demanding.picture.unit)), by=people.reviewer())
    client.force_login(people.reviewer())
    shown = client.get(f"/omraden/{demanding.pk}/granska/").text
    assert "blåklocka" in shown.split('aria-label="O5 2019, öppen del"')[1].split('aria-label="')[0]
    assert 'aria-label="B3 2019, öppen del"' in shown
    assert 'aria-label="N1 2019, öppen del"' not in shown


def test_the_method_page_says_where_it_is_demanded(client: Client, demanding: AreaAssessment) -> None:
    client.force_login(people.head())
    shown = client.get(f"/metoder/{demanding.picture.round.method_id}/").text
    assert shown.count("öppen formulering krävs") == 1
    assert shown.count("öppen formulering är frivillig") == 2  # O5 and O6
