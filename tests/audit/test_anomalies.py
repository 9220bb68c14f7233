"""What stands out in the log, and noting what it was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.personal_grants import give_grant
from assessments.models import Round
from assessments.models.personal_grant import Level
from lagesbild import audit, clock
from lagesbild.access.acting import acting_as
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.actions import review_anomaly
from lagesbild.audit.anomalies import Finding, findings
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people, rounds
from tests.factories.people import make_user
from tests.factories.places import make_area, make_lpo

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2019, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(WEDNESDAY + timedelta(hours=9)):
        yield


@pytest.fixture
def reader() -> User:
    return make_user(Role.NOA_REVIEWER)


def happened(by: User, at: datetime, number: int = 1, event: Event = Event.CLASSIFIED_READ) -> None:
    with transaction.atomic(), clock.at(at):
        for _ in range(number):
            audit.record(event, obj=None, by=by)


def rules() -> list[str]:
    return [row.rule for row in findings()]


def usual_days(by: User, number: int, *, days: int = 4) -> None:
    for day in range(1, days + 1):  # Tuesday, Monday, and the days before the weekend
        happened(by, WEDNESDAY - timedelta(days=day if day < 3 else day + 2), number)


def test_ordinary_work_does_not_stand_out(reader: User) -> None:
    usual_days(reader, 8)
    happened(reader, WEDNESDAY, 24)
    assert rules() == []


def test_more_than_three_times_the_usual_stands_out(reader: User) -> None:
    usual_days(reader, 8)
    happened(reader, WEDNESDAY, 25)
    row = findings()[0]
    assert (row.rule, row.actor, row.day) == ("volume", reader.username, WEDNESDAY.date())
    assert "25 läsningar. Annars 8 en vanlig dag." in row.why


def test_few_readings_never_stand_out_and_a_new_account_only_by_many(reader: User) -> None:
    usual_days(reader, 1)
    happened(reader, WEDNESDAY, 10)
    new = make_user(Role.NOA_DECIDER)
    happened(new, WEDNESDAY, 50)
    assert rules() == []
    happened(new, WEDNESDAY)
    assert [(row.rule, row.actor) for row in findings()] == [("volume", new.username)]


@pytest.mark.parametrize(
    ("at", "stands_out"),
    [
        (datetime(2019, 3, 6, 4, 59, tzinfo=UTC), True),  # 05.59 in Sweden
        (datetime(2019, 3, 6, 5, 0, tzinfo=UTC), False),
        (datetime(2019, 3, 5, 18, 59, tzinfo=UTC), False),
        (datetime(2019, 3, 5, 19, 0, tzinfo=UTC), True),  # 20.00 in Sweden
        (datetime(2019, 3, 3, 12, 0, tzinfo=UTC), True),  # a Sunday
    ],
)
def test_evenings_nights_and_weekends_stand_out(at: datetime, stands_out: bool, reader: User) -> None:
    happened(reader, at)
    assert rules() == (["hour"] if stands_out else [])


EVENING = datetime(2019, 3, 6, 20, tzinfo=UTC)  # 21.00 in Sweden, on the Wednesday


def test_an_unusual_hour_says_when_the_account_usually_reads(reader: User) -> None:
    for day in range(1, 3):
        for hour in (6, 15):  # 7 and 16 in Sweden
            happened(reader, datetime(2019, 3, 6 - day, hour, tzinfo=UTC), 2)
    happened(reader, EVENING, 2)
    [row] = findings()
    assert (row.rule, row.why) == ("hour", "2 läsningar på kvällen. Annars läser kontot mellan kl. 7 och 17.")


def test_who_usually_works_evenings_does_not_stand_out_in_one(reader: User) -> None:
    happened(reader, EVENING, 2)
    assert findings()[0].why == "2 läsningar på kvällen. Kontot har inte läst något annan dag."
    for week in range(5, 8):  # Wednesdays before the thirty days: they make the habit and are shown no more themselves
        happened(reader, EVENING - timedelta(weeks=week), 1)
        assert (rules() == []) == (week == 7), "three other evenings make it usual"
    happened(reader, EVENING - timedelta(hours=16), 1)  # 05.00 on the same Wednesday
    assert [row.why[:22] for row in findings()] == ["1 läsning på natten. A"], "used to evenings, not to nights"


def test_a_few_evenings_among_many_days_are_no_habit(reader: User) -> None:
    for day in range(35, 80):
        happened(reader, WEDNESDAY - timedelta(days=day), 1)
    for week in range(5, 9):
        happened(reader, EVENING - timedelta(weeks=week), 1)
    happened(reader, EVENING)
    assert rules() == ["hour"]


def test_a_busy_evening_does_not_make_itself_usual(reader: User) -> None:
    happened(reader, WEDNESDAY - timedelta(days=1))
    happened(reader, EVENING, 40)
    assert "hour" in rules()


def test_what_is_older_than_thirty_days_is_past(reader: User) -> None:
    happened(reader, datetime(2019, 2, 3, 12, tzinfo=UTC))
    assert rules() == []


def test_three_refused_tries_a_day_stand_out(reader: User) -> None:
    happened(reader, WEDNESDAY, 2, Event.ACCESS_DENIED)
    assert rules() == []
    happened(reader, WEDNESDAY, 1, Event.ACCESS_DENIED)
    assert rules() == ["denied"]


def test_reading_a_neighbours_area_stands_out_and_ones_own_does_not() -> None:
    make_lpo("Rinkeby")
    make_lpo("Malmö Norr", "Syd")
    rounds.list_area(make_area("Husby"))
    round_: Round = rounds.open_round()
    own, other = round_.pictures.order_by("pk")
    chief = people.chief(own.unit)
    give_grant(other, user=chief, level=Level.OPEN, purpose="Samverkan", until=clock.now() + timedelta(days=1), by=people.lead())
    with clock.at(WEDNESDAY), transaction.atomic():
        audit.record(Event.CLASSIFIED_READ, obj=own, by=chief)
        assert rules() == []
        audit.record(Event.CLASSIFIED_READ, obj=other, by=people.reviewer())
        assert rules() == []
        audit.record(Event.CLASSIFIED_READ, obj=other, by=chief)
    assert [(row.rule, row.actor) for row in findings()] == [("neighbour", chief.username)]


def test_it_is_reviewed_once_with_words_and_never_by_oneself(reader: User) -> None:
    security, other = make_user(Role.SECURITY), make_user(Role.SECURITY, username="sakerhet.annan")
    happened(reader, WEDNESDAY, 3, Event.ACCESS_DENIED)
    happened(security, WEDNESDAY, 3, Event.ACCESS_DENIED)
    client = Client()
    client.force_login(security)
    assert "Granska 2 avvikelser i loggen" in client.get("/arbete/").text
    assert "någon annan granskar" in client.get("/logg/avvikelser/").text
    asked = {"rule": "denied", "actor": reader.username, "day": "2019-03-06"}
    refused = client.post("/logg/avvikelser/granska/", asked | {"outcome": ""})
    assert refused.status_code == 400
    assert "Skriv vad granskningen visade." in refused.text
    assert client.post("/logg/avvikelser/granska/", asked | {"outcome": "Hade fel länk."}).status_code == 302
    page = client.get("/logg/avvikelser/").text
    assert "Hade fel länk." in page
    assert AuditEvent.objects.filter(event=Event.ANOMALY_REVIEWED, actor=security.username).count() == 1
    again = client.post("/logg/avvikelser/granska/", asked | {"outcome": "Igen."})
    assert again.status_code == 400
    assert "redan granskad" in again.text
    own: Finding = next(row for row in findings() if row.actor == security.username)
    with pytest.raises(ActionDenied, match="dig själv"):
        review_anomaly(rule=own.rule, actor=own.actor, day=own.day, outcome="Inget.", by=security)
    review_anomaly(rule=own.rule, actor=own.actor, day=own.day, outcome="Inget.", by=other)
    with pytest.raises(ActionDenied, match="finns inte"):
        review_anomaly(rule="denied", actor="ingen", day=own.day, outcome="Inget.", by=other)


def test_many_events_take_few_queries(reader: User) -> None:
    rows = [
        AuditEvent(at=WEDNESDAY - timedelta(hours=n % 700), event=Event.CLASSIFIED_READ, actor_id=reader.pk, actor=f"konto.{n % 97}")
        for n in range(20_000)
    ]
    AuditEvent.objects.bulk_create(rows)
    with (
        acting_as(make_user(Role.SECURITY)),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        assert findings()
    assert len(asked) <= 6
