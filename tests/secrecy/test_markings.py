"""What is classified shows its ground out of data, and is reviewed when its day has come."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from assessments.actions.markings import lift_marking, renew_marking
from assessments.models import Marking, Method, Question
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.grounds import ground
from tests.factories import people, rounds
from tests.factories.places import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def method() -> Method:
    with clock.at(datetime(2019, 3, 5, 12, tzinfo=UTC)):
        return rounds.make_method()


def marking(code: str) -> Marking:
    return Marking.objects.get(question__code=code)


def test_every_question_with_a_classified_part_is_marked_with_its_ground(method: Method) -> None:
    secret = [row for row in Question.objects.filter(method=method) if row.is_classified or row.kind == "description"]
    assert {row.question_id for row in Marking.objects.all()} == {row.pk for row in secret}
    assert str(marking("S1").ground) == "OSL 18 kap. 2 §"
    assert (marking("S1").marked_by, marking("S1").review_by) == (people.lead(), date(2021, 3, 5))
    individuals = [row.marking for row in secret if row.section_code == "I"]
    assert {str(row.ground) for row in individuals} == {"OSL 35 kap. 1 §"}


def test_the_form_shows_the_ground_and_that_it_was_corrected(client: Client, method: Method) -> None:
    rounds.list_area(make_area("Husby"))
    picture = rounds.picture_of(rounds.open_round())
    client.force_login(people.officer(picture.unit))
    page = client.get(f"/lagesbilder/{picture.pk}/").text
    assert "OSL 18 kap. 2 §" in page
    assert "Grunden är rättad sedan dess." not in page
    correct_ground(ground("underrattelse"), paragraph="9", by=people.make_user(Role.DATA_ADMIN))
    page = client.get(f"/lagesbilder/{picture.pk}/").text
    assert "OSL 18 kap. 2 §" in page
    assert "Grunden är rättad sedan dess." in page


def test_renewing_gives_a_new_day_and_lifting_opens_nothing(method: Method) -> None:
    with clock.at(datetime(2021, 3, 6, 12, tzinfo=UTC)):
        renewed = renew_marking(marking("S1"), by=people.head())
        assert renewed.review_by == date(2023, 3, 6)
        lifted = lift_marking(marking("S2"), by=people.head())
    assert lifted.question.is_classified
    with pytest.raises(ActionDenied):
        renew_marking(lifted, by=people.head())
    with pytest.raises(ActionDenied):
        lift_marking(marking("S1"), by=people.lead())
    events = AuditEvent.objects.filter(event__startswith="marking.").order_by("pk")
    assert [row.detail for row in events] == [{"question": "S1"}, {"question": "S2"}]


def test_what_is_due_stands_on_the_page_and_on_the_worklist(client: Client, method: Method) -> None:
    client.force_login(people.head())
    with clock.at(datetime(2021, 3, 5, 12, tzinfo=UTC)):
        due = Marking.objects.filter(review_by__lte=date(2021, 3, 5)).count()
        assert f"{due} markeringar har nått sin dag." in client.get("/arbete/").text
        answer = client.post(f"/markeringar/{marking('S1').pk}/fornya/", follow=True)
        assert "Markeringen av S1 är förnyad." in answer.text
        assert f"{due - 1} markeringar har nått sin dag." in client.get("/arbete/").text
    with clock.at(datetime(2021, 3, 4, 12, tzinfo=UTC)):
        assert "Ingen markering väntar på omprövning." in client.get("/markeringar/").text


def test_the_method_page_and_the_page_of_markings_name_the_ground(client: Client, method: Method) -> None:
    client.force_login(people.head())
    assert "Sekretess enligt OSL 18 kap. 2 §. Omprövas senast 5 mars 2021." in client.get(f"/metoder/{method.pk}/").text
