"""Too many tries, and a session left open: what stops, what is said, and that nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from lagesbild.access.roles import Role
from lagesbild.access.second_factor import SEEN
from lagesbild.audit.models import AuditEvent
from tests.accounts.entering import CODE, LOGIN, give_password, log_in, text
from tests.factories.factors import code_at, now_step, with_factor
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
TRIES = 5


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("event", flat=True))


def test_too_many_wrong_passwords_stop_the_account_from_that_address() -> None:
    user, other = make_user(Role.NOA_LEAD), make_user(Role.DATA_ADMIN)
    client = Client()
    for _try in range(TRIES - 1):
        assert client.post(LOGIN, {"username": user.username, "password": "fel"}).status_code == 200
    last = client.post(LOGIN, {"username": user.username, "password": "fel"})
    assert last.status_code == 429
    assert "Vänta 15 minuter" in text(last)
    assert client.post(LOGIN, {"username": user.username, "password": PASSWORD}).status_code == 429, "the right one does not help now"
    assert client.post(LOGIN, {"username": other.username, "password": PASSWORD}).status_code == 302, "others go on"
    elsewhere = Client(REMOTE_ADDR="127.0.0.2")
    assert elsewhere.post(LOGIN, {"username": user.username, "password": PASSWORD}).status_code == 302, "nobody locks another out from afar"
    assert "session.locked_out" in events()
    assert events().count("session.login_failed") >= TRIES - 1
    assert "fel" not in "".join(str(row.detail) for row in AuditEvent.objects.all())


def test_an_account_that_is_none_is_answered_the_same() -> None:
    client = Client()
    answers = [client.post(LOGIN, {"username": "finns.inte", "password": "fel"}) for _try in range(TRIES)]
    assert [answer.status_code for answer in answers] == [200] * (TRIES - 1) + [429]


def test_wrong_codes_count_too() -> None:
    user = with_factor(make_user(Role.SECURITY))
    client, _answer = give_password(user)
    for _try in range(TRIES):
        answer = client.post(CODE, {"code": "000000"})
    assert answer.status_code in {400, 429}
    assert client.post(CODE, {"code": code_at(now_step())}).status_code == 429
    assert events().count("factor.refused") == TRIES


def asleep(client: Client) -> None:
    """Let the session have been left alone for half an hour."""
    session = client.session
    session[SEEN] = session[SEEN] - 30 * 60
    session.save()


def test_a_session_left_open_locks_and_opens_again_at_the_same_page() -> None:
    user = with_factor(make_user(Role.SECURITY))
    client = log_in(user)
    assert client.get("/logg/").status_code == 200
    asleep(client)
    answer = client.get("/logg/?sida=2")
    assert answer["Location"] == "/konto/bekrafta/?next=%2Flogg%2F%3Fsida%3D2"
    assert client.post("/konto/bekrafta/", {"next": "/logg/?sida=2", "code": "000000"}).status_code == 400
    assert client.get("/logg/")["Location"].startswith("/konto/bekrafta/")
    opened = client.post("/konto/bekrafta/", {"next": "/logg/?sida=2", "code": code_at(now_step() + 1)})
    assert opened["Location"] == "/logg/?sida=2"
    assert client.get("/logg/").status_code == 200


def test_what_was_typed_rides_along_through_the_confirmation() -> None:
    user = with_factor(make_user(Role.LPO_CHIEF))
    client = log_in(user)
    asleep(client)
    posted: Any = {"version": "3", "S1-text": 'Det jag skrev: "åäö" & mer\nrad två'}
    answer = client.post("/lagesbilder/1/", posted)
    assert answer.status_code == 403
    page = text(answer)
    assert "Ditt arbete är kvar" in page
    assert "Det jag skrev: &quot;åäö&quot; &amp; mer" in page
    assert "Det jag skrev" not in str(client.session.items()), "kept on the page and nowhere else"
    assert "no-store" in answer["Cache-Control"]
