"""Accounts: who sees them, what is done to them, and that nobody does it to their own."""

import re
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Unit
from lagesbild.access.actions import give_role, take_role
from lagesbild.access.roles import Role
from lagesbild.accounts import actions
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories.people import PASSWORD, make_user, officer
from tests.factories.places import make_lpo, make_lpos, make_nation, make_region

pytestmark = pytest.mark.django_db

OWN = "Du kan inte ändra ditt eget konto"


def manager() -> User:
    return make_user(Role.SYSTEM_ADMIN)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def browser() -> Client:
    return client_of(manager())


def roles_of(user: User) -> set[tuple[str, str]]:
    return set(user.groups.values_list("role_group__role", "role_group__unit__key"))


def events(user: User) -> list[str]:
    return list(
        AuditEvent.objects.filter(object_type="accounts.User", object_id=user.pk, actor_id__isnull=False).values_list("event", flat=True)
    )


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


def test_a_role_is_given_and_taken_once(browser: Client) -> None:
    user, lpo = officer(), make_lpo("Botkyrka")
    role = {"role": Role.LPO_CHIEF.value, "unit": str(lpo.pk)}
    for _ in range(2):
        answer = browser.post(f"/konton/{user.pk}/ge-roll/", role, follow=True)
        assert "har rollen Lokalpolisområdeschef." in answer.content.decode()
    assert ("lpo-chef", "lpo-botkyrka") in roles_of(user)
    for _ in range(2):
        answer = browser.post(f"/konton/{user.pk}/ta-roll/", role, follow=True)
        assert "har inte längre rollen Lokalpolisområdeschef." in answer.content.decode()
    assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}
    assert events(user) == ["role.given", "role.taken"]


@pytest.mark.parametrize(
    "given", [{}, {"role": "kung", "unit": "1"}, {"role": "lpo-chef", "unit": "x"}, {"role": "lpo-chef", "unit": "9" * 30}]
)
def test_a_role_that_is_none_cannot_be_taken(browser: Client, given: dict[str, str]) -> None:
    assert browser.post(f"/konton/{officer().pk}/ta-roll/", given).status_code == 404


def test_a_bad_role_is_told_on_the_page(browser: Client) -> None:
    answer = browser.post(f"/konton/{officer().pk}/ge-roll/", {"role": "", "unit": "9" * 30})
    assert answer.status_code == 400
    assert "Välj en roll." in answer.content.decode()


def test_a_closed_account_is_out_at_once_and_can_be_opened(browser: Client) -> None:
    user = officer()
    theirs = client_of(user)
    assert theirs.get("/arbete/").status_code == 200
    for _ in range(2):
        page = browser.post(f"/konton/{user.pk}/stang/", follow=True).content.decode()
        assert "Ingen kan logga in med det." in page
    assert theirs.get("/arbete/").headers["Location"].startswith("/konto/login/")
    assert "Du kan inte ge ett nytt startlösenord: kontot är stängt." in page
    answer = browser.post(f"/konton/{user.pk}/startlosenord/", follow=True)
    assert "kontot är stängt" in answer.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    for _ in range(2):
        browser.post(f"/konton/{user.pk}/oppna/")
    assert User.objects.get(pk=user.pk).is_active
    assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}
    assert events(user) == ["account.closed", "account.opened"]


def test_a_new_start_password_ends_the_old(browser: Client) -> None:
    user = officer()
    theirs = client_of(user)
    page = browser.post(f"/konton/{user.pk}/startlosenord/").content.decode()
    [password] = re.findall(r"<code>([^<]+)</code>", page)
    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.check_password(PASSWORD)
    assert theirs.get("/arbete/").status_code == 302
    assert events(user) == ["account.password"]


def test_nobody_changes_their_own(browser: Client) -> None:
    me, nation = manager(), make_nation()
    page = page_of(browser, f"/konton/{me.pk}/")
    assert OWN in page
    assert "ge-roll" not in page
    browser.post(f"/konton/{me.pk}/ge-roll/", {"role": Role.SECURITY.value, "unit": nation.pk})
    browser.post(f"/konton/{me.pk}/ta-roll/", {"role": Role.SYSTEM_ADMIN.value, "unit": nation.pk})
    browser.post(f"/konton/{me.pk}/stang/")
    browser.post(f"/konton/{me.pk}/startlosenord/")
    me.refresh_from_db()
    assert (me.is_active, roles_of(me), events(me)) == (True, {("systemadministrator", "noa")}, [])
    assert me.check_password(PASSWORD)


def test_actions_ask_themselves_who_may() -> None:
    user, stranger, nation = officer(), make_user(Role.NOA_LEAD), make_nation()
    for act in (
        lambda by: give_role(user, role=Role.SECURITY, unit=nation, by=by),
        lambda by: take_role(user, role=Role.LPO_OFFICER, unit=make_lpo(), by=by),
        lambda by: actions.close_account(user, by=by),
        lambda by: actions.open_account(user, by=by),
        lambda by: actions.new_start_password(user, by=by),
        lambda by: actions.create_account(username="ny", role=Role.SECURITY, unit=nation, by=by),
    ):
        with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
            act(stranger)
    assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}


def test_a_manager_of_a_region_cannot_close_who_has_a_role_elsewhere() -> None:
    user = officer(make_lpo("Rinkeby", "Stockholm"))
    give_role(user, role=Role.LPO_OFFICER, unit=make_lpo("Malmö Norr", "Syd"), by=None)
    by = make_user(Role.SYSTEM_ADMIN, make_region("Stockholm"), username="region.admin")
    with pytest.raises(ActionDenied):
        actions.close_account(user, by=by)


def test_the_first_page_of_a_manager(browser: Client) -> None:
    page = page_of(browser, "/arbete/")
    assert "Inget väntar på dig" in page
    assert '<a href="/konton/">Alla konton</a>' in page


OWN_PASSWORD = "en mening som bara jag vet"


def choose(client: Client, old: str, new: str = OWN_PASSWORD) -> int:
    return client.post("/konto/losenord/", {"old_password": old, "new_password1": new, "new_password2": new}).status_code


@pytest.mark.parametrize("path", ["/arbete/", "/konto/", "/konton/"])
def test_a_start_password_serves_for_choosing_ones_own_only(browser: Client, path: str) -> None:
    user = make_user(Role.SYSTEM_ADMIN, username="ny.admin")
    [password] = re.findall(r"<code>([^<]+)</code>", browser.post(f"/konton/{user.pk}/startlosenord/").content.decode())
    client = Client()
    assert client.login(username="ny.admin", password=password)
    assert client.get(path).headers["Location"] == "/konto/losenord/"
    assert "Du har ett startlösenord." in client.get("/konto/losenord/").content.decode()
    with pytest.raises(ActionDenied):
        actions.close_account(officer(), by=User.objects.get(pk=user.pk))
    assert choose(client, password, password) == 200  # the same again: refused
    assert client.get(path).status_code == 302
    assert choose(client, password) == 302
    assert client.get(path).status_code == 200
    assert "Du har ett startlösenord." not in client.get("/konto/losenord/").content.decode()
