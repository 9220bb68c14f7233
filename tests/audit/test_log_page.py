"""The log: who reads it, what it shows, and that reading it is an event."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lagesbild import audit, clock
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.events import SENTENCES, Event
from lagesbild.audit.models import AuditEvent
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

OTHERS = sorted(set(Role) - {Role.SECURITY})


@pytest.fixture
def reader() -> User:
    return make_user(Role.SECURITY)


@pytest.fixture
def browser(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def happened(event: Event, by: User | None, at: datetime | None = None, **detail: object) -> None:
    with transaction.atomic(), clock.at(at or datetime(2019, 3, 8, 12, tzinfo=UTC)):
        audit.record(event, obj=by, by=by, detail=detail)


def sentences(browser: Client, **asked: str) -> list[str]:
    answer = browser.get("/logg/", asked)
    assert answer.status_code == 200
    return [f"{who} {what}" for who, what in re.findall(r"<span><b>([^<]+)</b> ([^<]+)</span>", answer.content.decode())]


def readings() -> int:
    return AuditEvent.objects.filter(event=Event.AUDIT_READ).count()


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_find_nothing(role: Role) -> None:
    client = Client()
    client.force_login(make_user(role))
    assert client.get("/logg/").status_code == 404
    assert "/logg/" not in client.get("/arbete/").content.decode()
    assert readings() == 0


def test_each_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Event)


def test_the_newest_stands_first(browser: Client, reader: User) -> None:
    happened(Event.ROUND_OPENED, reader)
    happened(Event.BUILD_FINISHED, None)
    first, second, *_ = sentences(browser)
    assert (first, second) == ("Systemet byggde rapporten", f"{reader} öppnade omgången")


def test_reading_is_an_event_each_time(browser: Client, reader: User) -> None:
    sentences(browser, vem="hemligt sökord")
    sentences(browser, handelse="audit.read")
    rows = AuditEvent.objects.filter(event=Event.AUDIT_READ)
    assert [(row.actor, row.detail) for row in rows] == [
        (reader.username, {"page": 1, "kind": ""}),
        (reader.username, {"page": 1, "kind": "audit.read"}),
    ]
    assert browser.post("/logg/").status_code == 405
    assert readings() == 2


def test_filters(browser: Client, reader: User) -> None:
    other = make_user(Role.NOA_LEAD)
    happened(Event.ROUND_OPENED, other, datetime(2019, 3, 7, 22, 59, tzinfo=UTC))  # 23.59 in Sweden
    happened(Event.ROUND_CLOSED, other, datetime(2019, 3, 7, 23, 0, tzinfo=UTC))  # midnight: the next day
    opened, closed = f"{other} öppnade omgången", f"{other} stängde omgången"
    for asked, found in (
        ({"vem": "noa-led"}, [closed, opened]),
        ({"handelse": "round.closed"}, [closed]),
        ({"fran": "2019-03-07", "till": "2019-03-07"}, [opened]),
        ({"fran": "2019-03-08", "till": "2019-03-08"}, [closed]),
        ({"till": "2019-03-08"}, [closed, opened]),
        ({"vem": "finns inte"}, []),
    ):
        assert (asked, sentences(browser, **asked)) == (asked, found)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"fran": "i går"}, "Skriv dagen så här: 2019-03-08."),
        ({"handelse": "allt"}, "Välj en händelse i listan."),
        ({"fran": "2019-03-08", "till": "2019-03-07"}, "Sista dagen är före den första."),
    ],
)
def test_a_bad_filter_is_told_and_kept(browser: Client, asked: dict[str, str], sentence: str) -> None:
    answer = browser.get("/logg/", asked)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert asked.get("fran", "") in page
    assert "Ingen händelse passar" not in page


def test_fifty_a_page_at_the_same_cost(browser: Client, reader: User) -> None:
    browser.get("/logg/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/logg/")
    for number in range(60):
        happened(Event.ANSWERS_SAVED, reader, questions=[f"S{number}"])
    with CaptureQueriesContext(connection) as many:
        assert len(sentences(browser)) == 50
    assert len(many) == len(few)
    assert len(sentences(browser, handelse="picture.answers_saved", sida="2")) == 10
    page = browser.get("/logg/", {"handelse": "picture.answers_saved", "sida": "2"}).content.decode()
    assert 'href="?handelse=picture.answers_saved&amp;sida=1"' in page


def test_particulars_are_short(reader: User) -> None:
    happened(Event.ANSWERS_SAVED, reader, area=None, questions=["S1", "S2"], manifest="a" * 64, dissent=False)
    assert AuditEvent.objects.latest("pk").particulars == f"avvikande mening: nej, manifest: {'a' * 60} …, frågor: S1, S2"


def test_the_first_page_of_a_reader(browser: Client) -> None:
    page = browser.get("/arbete/").content.decode()
    assert "Inget väntar på dig" in page
    assert '<a href="/logg/">Läs händelseloggen</a>' in page


def test_it_is_cut_by_kind_object_and_recipient(browser: Client, reader: User) -> None:
    happened(Event.ROUND_OPENED, reader)
    with transaction.atomic():
        audit.record(Event.ANNEX_COPY_TAKEN, obj=reader, by=reader, recipient="Länsstyrelsen i Skåne")
    taken = [f"{reader} tog ut ett exemplar av den sekretessbelagda bilagan"]
    assert sentences(browser, slag="utlämnande") == taken
    assert sentences(browser, mottagare="skåne") == taken
    mine = {"galler": "accounts.User", "nummer": str(reader.pk)}
    assert set(taken) < set(sentences(browser, **mine))
    assert sentences(browser, **mine | {"nummer": "999999"}) == []
    assert "Mottagare: Länsstyrelsen i Skåne" in browser.get("/logg/").text


def test_a_thing_whose_kind_is_no_more_keeps_its_name(browser: Client) -> None:
    AuditEvent.objects.bulk_create(
        [AuditEvent(at=datetime(2019, 3, 8, tzinfo=UTC), event="round.opened", object_type=name) for name in ("gammal.Sak", "sak")]
    )
    page = browser.get("/logg/").text
    assert '<option value="gammal.Sak">gammal.Sak</option>' in page
    assert '<option value="sak">sak</option>' in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"slag": "annat"}, "Välj ett slag i listan."),
        ({"galler": "annat"}, "Välj vad det gäller i listan."),
        ({"nummer": "sju"}, "Skriv numret med siffror."),
        ({"nummer": "7"}, "Välj också vad numret gäller."),
    ],
)
def test_what_cannot_be_asked_for_is_said_on_the_page_and_gives_no_file(asked: dict[str, str], sentence: str, browser: Client) -> None:
    for path in ("/logg/", "/logg/handelselogg.csv"):
        answer = browser.get(path, asked)
        assert answer.status_code == 400
        assert sentence in answer.text


def test_the_file_holds_what_was_asked_for_and_is_an_event(browser: Client, reader: User) -> None:
    happened(Event.ROUND_OPENED, reader)
    with transaction.atomic():
        audit.record(Event.ANNEX_COPY_TAKEN, obj=reader, by=reader, recipient="=1+1")
    answer = browser.get("/logg/handelselogg.csv", {"slag": "utlämnande"})
    head, row = list(csv.reader(io.StringIO(answer.content.decode())))
    assert head == ["När", "Vem", "Roller", "Slag", "Händelse", "Gäller", "Mottagare", "Uppgifter"]
    assert (row[1], row[3], row[6]) == (reader.username, "utlämnande", "'=1+1")
    event = AuditEvent.objects.get(event=Event.AUDIT_EXPORTED)
    assert (event.detail, event.recipient) == ({"rows": 1}, reader.username)


def test_too_much_for_one_file_is_refused_with_a_sentence(browser: Client, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagesbild.audit.views.EXPORT_MOST", 0)
    happened(Event.ROUND_OPENED, reader)
    answer = browser.get("/logg/handelselogg.csv")
    assert answer.status_code == 400
    assert "Välj färre dagar" in answer.text
    assert not AuditEvent.objects.filter(event=Event.AUDIT_EXPORTED).exists()
