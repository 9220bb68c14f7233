"""Accounts: who sees them, what is done to them, and that nobody does it to their own."""

import re
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Unit
from lagesbild.access.actions import give_role
from lagesbild.access.roles import Role
from lagesbild.accounts import actions
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from tests.factories.accounts import client_of, events, manager, roles_of
from tests.factories.people import make_user, officer
from tests.factories.places import make_lpo, make_lpos, make_nation, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    return client_of(manager())


def page_of(browser: Client, path: str, **asked: str) -> str:
    answer = browser.get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def names_on(page: str) -> list[str]:
    return re.findall(r'<a href="/konton/\d+/">([^<]+)</a>', page)


PAGES = ("people", "person_new")
ONE = ("person", "person_give", "person_take", "person_close", "person_open", "person_password")
OTHERS = sorted(set(Role) - {Role.SYSTEM_ADMIN})


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_find_nothing(role: Role) -> None:
    user, client = officer(), client_of(make_user(role))
    paths = [reverse(f"areas:{name}") for name in PAGES] + [reverse(f"areas:{name}", args=[user.pk]) for name in ONE]
    for path in paths:
        assert (path, client.get(path).status_code, client.post(path).status_code) == (path, 404, 404)
    assert "/konton/" not in client.get("/arbete/").content.decode()


def test_who_is_not_logged_in_is_asked_to(client: Client) -> None:
    assert client.get("/konton/").headers["Location"] == "/konto/login/?next=/konton/"


def test_the_list_tells_roles_in_words(browser: Client) -> None:
    user = officer()
    give_role(user, role=Role.LPO_CHIEF, unit=user.groups.get().role_group.unit, by=None)
    page = page_of(browser, "/konton/")
    assert "Handläggare, LPO Rinkeby" in page
    assert "Lokalpolisområdeschef, LPO Rinkeby" in page
    assert "Systemadministratör, Noa" in page
    assert "Aldrig" in page
    assert '<a href="/konton/" aria-current="page">Konton</a>' in page


def test_the_list_is_searched(browser: Client) -> None:
    officer(make_lpo("Rinkeby"))
    closed = officer(make_lpo("Botkyrka"))
    actions.close_account(closed, by=manager())
    rinkeby, botkyrka, admin = "lpo-handlaggare.lpo-rinkeby", "lpo-handlaggare.lpo-botkyrka", "systemadministrator.noa"
    expected: Iterable[tuple[dict[str, str], list[str]]] = (
        ({}, [botkyrka, rinkeby, admin]),
        ({"sok": "LPO Botkyrka"}, [botkyrka]),
        ({"sok": "systemadmin"}, [admin]),
        ({"roll": Role.LPO_OFFICER.value}, [botkyrka, rinkeby]),
        ({"lage": "closed"}, [botkyrka]),
        ({"lage": "open", "roll": Role.LPO_OFFICER.value}, [rinkeby]),
        ({"lage": "vad som helst"}, [botkyrka, rinkeby, admin]),
        ({"sida": "99"}, [botkyrka, rinkeby, admin]),
    )
    for asked, names in expected:
        assert (asked, names_on(page_of(browser, "/konton/", **asked))) == (asked, names)
    assert "Inget konto passar sökningen" in page_of(browser, "/konton/", sok="finns inte")


def test_the_list_costs_the_same_however_long(browser: Client) -> None:
    officer()
    browser.get("/konton/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/konton/")
    for unit in make_lpos(20):
        officer(unit)
    with CaptureQueriesContext(connection) as many:
        assert len(names_on(browser.get("/konton/").content.decode())) == 22
    assert len(many) == len(few)


def test_a_manager_of_a_region_sees_its_own(browser: Client) -> None:
    officer(make_lpo("Rinkeby", "Stockholm"))
    other = officer(make_lpo("Malmö Norr", "Syd"))
    client = client_of(make_user(Role.SYSTEM_ADMIN, make_region("Stockholm"), username="region.admin"))
    assert names_on(page_of(client, "/konton/")) == ["lpo-handlaggare.lpo-rinkeby", "region.admin"]
    assert client.get(f"/konton/{other.pk}/").status_code == 404
    assert client.post(f"/konton/{other.pk}/stang/").status_code == 404
    assert "LPO Malmö Norr" not in page_of(client, "/konton/nytt/")


def new(browser: Client, unit: Unit, username: str = "lpo.rinkeby", role: str = Role.LPO_OFFICER.value) -> str:
    return browser.post("/konton/nytt/", {"username": username, "role": role, "unit": unit.pk}).content.decode()


def test_a_new_account_and_its_password(browser: Client) -> None:
    lpo = make_lpo()
    answer = browser.post("/konton/nytt/", {"username": "lpo.rinkeby", "role": Role.LPO_OFFICER.value, "unit": lpo.pk})
    assert "no-store" in answer.headers["Cache-Control"]
    [password] = re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", answer.content.decode())
    user = User.objects.get(username="lpo.rinkeby")
    assert user.check_password(password)
    assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}
    assert events(user) == ["account.created", "role.given"]
    assert password not in browser.get(f"/konton/{user.pk}/").content.decode()
    kept = str(list(AuditEvent.objects.values())) + str(dict(browser.session))
    assert password not in kept


def test_the_same_account_twice_is_one(browser: Client) -> None:
    lpo = make_lpo()
    new(browser, lpo)
    page = new(browser, lpo)
    assert "Användarnamnet finns redan. Välj ett annat." in page
    assert 'value="lpo.rinkeby"' in page
    assert User.objects.filter(username="lpo.rinkeby").count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"username": ""}, "Skriv ett användarnamn."),
        ({"username": "Åsa Åberg"}, "Använd små bokstäver, siffror, punkt och bindestreck."),
        ({"role": "kung"}, "Välj en roll i listan."),
        ({"role": ""}, "Välj en roll."),
        ({"unit": "999999"}, "Välj en enhet i listan."),
        ({"unit": "x"}, "Välj en enhet i listan."),
        ({"unit": ""}, "Välj en enhet."),
        ({"role": Role.NOA_HEAD.value}, "Rollen hör till Noa. Välj Noa."),
        ({"unit": "noa"}, "Rollen hör till ett lokalpolisområde. Välj ett lokalpolisområde."),
    ],
)
def test_a_bad_new_account_is_told(browser: Client, given: dict[str, str], sentence: str) -> None:
    lpo, before = make_lpo(), User.objects.count()
    if given.get("unit") == "noa":
        given = {"unit": str(make_nation().pk)}
    answer = browser.post("/konton/nytt/", {"username": "lpo.ny", "role": Role.LPO_OFFICER.value, "unit": lpo.pk} | given)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert User.objects.count() == before


def test_the_first_page_of_a_manager(browser: Client) -> None:
    page = page_of(browser, "/arbete/")
    assert "Inget väntar på dig" in page
    assert '<a href="/konton/">Alla konton</a>' in page
