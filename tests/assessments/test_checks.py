"""What must be there before a local picture is signed."""

import pytest

from assessments import checks
from assessments.classified.models import ProposalGround
from assessments.enums import YesNo
from assessments.models import LocalPicture, Question
from tests.factories import rounds
from tests.factories.places import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> LocalPicture:
    rounds.list_area(make_area("Husby"))
    return rounds.fill(rounds.picture_of(rounds.open_round()))


def sentences(picture: LocalPicture) -> list[str]:
    questions = list(Question.objects.filter(method=picture.round.method_id))
    return [row.sentence for row in checks.missing(picture, questions)]


def test_nothing_is_missing_when_all_is_answered(picture: LocalPicture) -> None:
    assert sentences(picture) == []


def test_every_criterion_needs_a_stand(picture: LocalPicture) -> None:
    ProposalGround.objects.get(criterion__code="SU3").holding(met="").save()
    assert sentences(picture) == ["Husby, T2: ta ställning till varje kriterium"]


def test_a_missing_answer_is_named_with_its_area(picture: LocalPicture) -> None:
    picture.classified_answers.filter(question__code="B2").delete()
    picture.answers.filter(question__code="B5").update(rating=None)
    assert sentences(picture) == ["Husby, B2: svar saknas", "Husby, B5: svar saknas"]


def test_a_zero_report_does_not_forget_an_area_of_the_last_list(picture: LocalPicture) -> None:
    picture.classified_answers.get(question__code="S2").holding(choice=YesNo.NO).save()
    assert sentences(picture) == ["S2 är besvarad med nej, men Husby fanns på den förra listan och ska bedömas."]


def test_yes_without_an_area_is_not_enough(picture: LocalPicture) -> None:
    picture.areas.all().delete()
    assert sentences(picture) == ["Inget område är bedömt. Lägg till ett område, eller svara nej på S2."]
