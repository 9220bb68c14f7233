"""The ground of each question is chosen while the method version is a draft; who chooses does not approve, and the approved one stays."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.markings import choose_grounds
from assessments.actions.methods import approve_method
from assessments.models import Marking, Method
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.grounds import ground
from tests.factories import people, rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def method() -> Method:
    with clock.at(datetime(2019, 3, 5, 12, tzinfo=UTC)):
        return rounds.make_method(approved=False)


def marking(code: str) -> Marking:
    return Marking.objects.get(question__code=code)


def page(method: Method) -> str:
    return f"/metoder/{method.pk}/grunder/"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(method: Method, **chosen: int) -> dict[str, int]:
    """Return what the page sends: every question with the ground it has, but for `chosen`."""
    rows = {row.question.code: row.ground_id for row in Marking.objects.filter(question__method=method).select_related("question")}
    return rows | chosen | {f"{code}-read": pk for code, pk in rows.items()}


def choose(method: Method, code: str, key: str, *, by: User | None = None, read: int | None = None) -> Method:
    before = read if read is not None else marking(code).ground_id
    return choose_grounds(method, grounds={code: ground(key).pk}, read={code: before}, by=by or people.lead())


def lead_and_head() -> User:
    people.make_user(Role.NOA_HEAD, username="bada")
    return people.make_user(Role.NOA_LEAD, username="bada")


def test_the_lead_chooses_on_the_page_and_it_is_marked_anew(method: Method) -> None:
    client, other = browser(people.lead()), ground("forundersokning")
    assert f'href="{page(method)}"' in client.get(f"/metoder/{method.pk}/").text
    with clock.at(datetime(2020, 1, 2, 12, tzinfo=UTC)):
        answer = client.post(page(method), form_of(method, S1=other.pk), follow=True)
    assert "Grunderna är sparade." in answer.text
    row = marking("S1")
    assert (row.ground, row.marked_by, row.marked_at.year, row.review_by) == (other, people.lead(), 2020, date(2023, 1, 2))
    assert marking("S2").marked_at.year == 2019
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.object_id, event.detail) == ("method.grounds_chosen", method.pk, {"questions": ["S1"]})
    assert "Sekretess enligt OSL 18 kap. 1 §." in client.get(f"/metoder/{method.pk}/").text


def test_saved_without_a_change_nothing_is_marked_and_nothing_logged(method: Method) -> None:
    before = AuditEvent.objects.count()
    browser(people.lead()).post(page(method), form_of(method))
    assert AuditEvent.objects.filter(event="method.grounds_chosen").count() == 0
    assert AuditEvent.objects.count() == before
    assert marking("S1").marked_at.year == 2019


def test_who_chose_does_not_approve_neither_by_the_act_nor_by_the_database(method: Method) -> None:
    both = lead_and_head()
    choose(method, "S1", "enskild", by=both)
    with pytest.raises(ActionDenied, match="du har valt sekretessgrunder i den"):
        approve_method(method, by=both)
    assert "du har valt sekretessgrunder i den. En annan person måste göra det." in browser(both).get(f"/metoder/{method.pk}/").text
    with pytest.raises(DatabaseError, match="has chosen grounds"), transaction.atomic():
        Method.objects.filter(pk=method.pk).update(approved_by=both, approved_at=clock.now())
    assert approve_method(method, by=people.head()).approved_by == people.head()


def test_an_approved_version_is_refused_with_a_sentence_and_stays(method: Method) -> None:
    sent = form_of(method, S1=ground("enskild").pk)
    approve_method(method, by=people.head())
    client = browser(people.lead())
    shown = client.get(page(method)).text
    assert "Du kan inte välja grunder: metodversionen är godkänd och ändras inte." in shown
    assert "<select" not in shown
    answer = client.post(page(method), sent, follow=True)
    assert answer.status_code == 200
    assert answer.text.count("Du kan inte välja grunder: metodversionen är godkänd och ändras inte.") == 2
    assert client.post(page(method), {}, follow=True).text.count("Du kan inte välja grunder") == 2
    assert marking("S1").ground.key == "underrattelse"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Marking.objects.filter(question__code="S1").update(ground=ground("enskild"))


def test_who_was_before_is_told_and_nothing_is_written(method: Method) -> None:
    sent = form_of(method, S1=ground("enskild").pk, S2=ground("enskild").pk)
    choose(method, "S1", "forundersokning")
    late = browser(people.lead()).post(page(method), sent)
    assert late.status_code == 409
    assert "Någon annan har valt grund för S1 sedan du öppnade sidan. Inget är sparat." in late.text
    assert (marking("S1").ground.key, marking("S2").ground.key) == ("forundersokning", "underrattelse")
    assert f'name="S1-read" value="{ground("forundersokning").pk}"' in late.text, "the next save is against what is there now"
    with pytest.raises(Stale):
        choose(method, "S1", "enskild", read=ground("underrattelse").pk)


def test_what_somebody_else_chose_for_another_question_stays(method: Method) -> None:
    sent = form_of(method, S2=ground("enskild").pk)
    choose(method, "S1", "forundersokning")
    assert browser(people.lead()).post(page(method), sent).status_code == 302
    assert (marking("S1").ground.key, marking("S2").ground.key) == ("forundersokning", "enskild")


def test_a_ground_out_of_use_cannot_be_chosen(method: Method) -> None:
    old = ground("enskild")
    correct_ground(old, is_active=False, by=people.make_user(Role.DATA_ADMIN))
    client = browser(people.lead())
    for row in (old, ground("enskild")):
        assert client.post(page(method), form_of(method, S1=row.pk)).status_code == 400
        with pytest.raises(ActionDenied, match="finns inte att välja"):
            choose_grounds(method, grounds={"S1": row.pk}, read={"S1": marking("S1").ground_id}, by=people.lead())
    with pytest.raises(ActionDenied, match="finns inte att välja"):
        choose_grounds(method, grounds={"X9": ground("underrattelse").pk}, read={}, by=people.lead())
    assert marking("S1").ground.key == "underrattelse"


def test_a_ground_that_was_corrected_can_stay_or_be_taken_in_its_new_words(method: Method) -> None:
    new = correct_ground(ground("underrattelse"), paragraph="9", by=people.make_user(Role.DATA_ADMIN))
    client = browser(people.lead())
    client.post(page(method), form_of(method))
    assert str(marking("S1").ground) == "OSL 18 kap. 2 §"
    client.post(page(method), form_of(method, S1=new.pk))
    assert str(marking("S1").ground) == "OSL 18 kap. 9 §"


@pytest.mark.parametrize(("role", "status"), [(Role.NOA_HEAD, 403), (Role.LPO_CHIEF, 403), (Role.SECURITY, 404), (Role.PUBLISHER, 404)])
def test_nobody_else_chooses(role: Role, status: int, method: Method) -> None:
    client = browser(people.make_user(role))
    assert client.get(page(method)).status_code == status
    assert client.post(page(method), form_of(method, S1=ground("enskild").pk)).status_code == status
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        choose(method, "S1", "enskild", by=people.make_user(role))
    assert browser(people.lead()).get("/metoder/999999/grunder/").status_code == 404


def test_the_page_costs_the_same_with_few_questions_and_many(method: Method) -> None:
    client = browser(people.lead())
    client.get(page(method))
    costs = []
    for left in (99, 3):
        keep = Marking.objects.filter(question__method=method).values_list("pk", flat=True)[:left]
        Marking.objects.exclude(pk__in=list(keep)).delete()
        with CaptureQueriesContext(connection) as caught:
            client.get(page(method))
        costs.append(len(caught))
    assert costs[0] == costs[1]
