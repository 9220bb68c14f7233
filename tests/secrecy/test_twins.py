"""The open formulation is stale when its classified source has changed since it was written, until somebody confirms or changes it."""

import pytest
from django.test import Client

from assessments import checks
from assessments.actions.answers import save_answers
from assessments.actions.twins import confirm_twin
from assessments.models import AreaAssessment, OpenTwin, Question
from assessments.models.question import QuestionKind
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people, rounds
from tests.factories.places import make_area

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


def is_stale(area: AreaAssessment) -> bool:
    lacking = checks.missing(area.picture, list(Question.objects.filter(method=area.picture.round.method)))
    told = [row for row in lacking if SENTENCE in row.sentence]
    assert bool(told) == OpenTwin.objects.get(area=area).is_stale
    return bool(told)


def test_written_together_they_fit(area: AreaAssessment) -> None:
    assert not is_stale(area)


def test_saved_again_without_a_change_they_still_fit(area: AreaAssessment) -> None:
    write(area, text="Öppet om området.", secret="Hemligt om området.")
    assert OpenTwin.objects.get(area=area).source_version == OpenTwin.objects.get(area=area).twin_version
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
