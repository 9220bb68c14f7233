"""What is done to an account: roles, closing, opening, a start password; and that nobody does it to their own."""

import re

import pytest
from django.test import Client

from lagesbild.access.actions import give_role, take_role
from lagesbild.access.roles import Role
from lagesbild.accounts import actions
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied
from tests.factories.accounts import client_of, events, manager, roles_of
from tests.factories.people import PASSWORD, make_user, officer
from tests.factories.places import make_lpo, make_nation, make_region

pytestmark = pytest.mark.django_db

OWN = "Du kan inte ändra ditt eget konto"


@pytest.fixture
def browser() -> Client:
    return client_of(manager())


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
    page = browser.get(f"/konton/{me.pk}/").content.decode()
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


OWN_PASSWORD = "en mening som bara jag vet"


def choose(client: Client, old: str, new: str = OWN_PASSWORD) -> int:
    return client.post("/konto/losenord/", {"old_password": old, "new_password1": new, "new_password2": new}).status_code


@pytest.mark.parametrize("path", ["/arbete/", "/konto/", "/konton/"])
def test_a_start_password_serves_for_choosing_ones_own_only(browser: Client, path: str) -> None:
    user = make_user(Role.SYSTEM_ADMIN, username="ny.admin")
    [password] = re.findall(r"<code>([^<]+)</code>", browser.post(f"/konton/{user.pk}/startlosenord/").content.decode())
    client = Client()
    client.post("/konto/login/", {"username": "ny.admin", "password": password})
    assert client.get(path).headers["Location"] == "/konto/losenord/"
    assert "Du har ett startlösenord." in client.get("/konto/losenord/").content.decode()
    with pytest.raises(ActionDenied):
        actions.close_account(officer(), by=User.objects.get(pk=user.pk))
    assert choose(client, password, password) == 200  # the same again: refused
    assert client.get(path).status_code == 302
    assert choose(client, password) == 302
    assert client.get(path).headers["Location"] == "/konto/faktor/", "now the password is one's own, and the second factor is next"
    assert "Du har ett startlösenord." not in client.get("/konto/losenord/").content.decode()
