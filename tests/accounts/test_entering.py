"""Logging in with password and second factor, and what stands between the login and everything inside."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lagesbild.access.roles import Role
from lagesbild.accounts import factors
from lagesbild.accounts.factors import Kind
from lagesbild.audit.models import AuditEvent
from tests.accounts.entering import CODE, CONFIRM, LOGIN, give_password, log_in, text
from tests.factories.factors import SECRET, code_at, now_step, with_factor
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

DEMANDING = [
    Role.LPO_OFFICER, Role.LPO_CHIEF, Role.NOA_LEAD, Role.NOA_REVIEWER, Role.NOA_DECIDER, Role.NOA_EDITOR, Role.NOA_HEAD,
    Role.SYSTEM_ADMIN, Role.SECURITY,
]  # fmt: skip
OTHERS = [Role.PUBLISHER, Role.DATA_ADMIN]


def kinds() -> list[str]:
    return list(AuditEvent.objects.filter(event__regex=r"^(session|factor|account\.locked)").values_list("event", flat=True))


def test_every_role_is_either_or() -> None:
    assert sorted([*DEMANDING, *OTHERS]) == sorted(Role)


@pytest.mark.parametrize("role", DEMANDING)
def test_a_demanding_role_without_a_second_factor_comes_to_nothing_but_enrolment(role: Role) -> None:
    client, answer = give_password(make_user(role))
    assert answer["Location"] == "/arbete/"
    for path in ("/arbete/", "/konto/", "/logg/", "/konton/", "/omgangar/"):
        assert client.get(path).get("Location") == "/konto/faktor/", path
        posted = client.post(path)
        assert posted.status_code == 405 or posted.get("Location") == "/konto/faktor/", path  # 405: a page that takes no post at all


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_need_none(role: Role) -> None:
    client, _answer = give_password(make_user(role))
    assert client.get("/arbete/").status_code == 200


def test_enrolment_takes_a_right_code_shows_the_recovery_codes_once_and_opens_the_way() -> None:
    user = make_user(Role.SECURITY)
    client, _answer = give_password(user)
    page = text(client.get("/konto/faktor/"))
    assert "<svg" in page
    secret = client.session["new_totp_secret"]
    assert " ".join(secret[i : i + 4] for i in range(0, 32, 4)) in page
    refused = client.post("/konto/faktor/", {"code": "000000"})
    assert (refused.status_code, "Koden stämmer inte." in text(refused)) == (400, True)
    codes = client.post("/konto/faktor/", {"code": code_at(now_step(), secret)})
    assert text(codes).count("<li><code>") == 10
    assert "no-store" in codes["Cache-Control"]
    assert client.get("/logg/").status_code == 200
    assert "new_totp_secret" not in client.session
    assert secret not in str(Authenticator.objects.values_list("data", flat=True)), "what is stored is sealed"
    assert "Du har 10 återställningskoder kvar." in text(client.get("/konto/"))
    # the code that showed the app works is used up
    assert factors.take_code(user, code_at(now_step(), secret)) is None


def test_login_asks_for_the_code_and_goes_to_where_one_was_going() -> None:
    user = with_factor(make_user(Role.SECURITY))
    client, answer = give_password(user, next="/logg/")
    assert answer["Location"] == CODE
    assert client.get("/arbete/")["Location"] == f"{LOGIN}?next=/arbete/", "half a login is none"
    assert client.get(CODE).status_code == 200
    wrong = client.post(CODE, {"code": "000000"})
    assert (wrong.status_code, "Koden stämmer inte" in text(wrong)) == (400, True)
    assert client.post(CODE, {"code": f" {code_at(now_step())[:3]} {code_at(now_step())[3:]}"})["Location"] == "/logg/"
    assert client.get("/logg/").status_code == 200
    assert kinds() == ["factor.refused", "factor.used", "session.logged_in"]


def test_a_code_is_taken_once() -> None:
    user = with_factor(make_user(Role.SECURITY))
    code = code_at(now_step())
    first, _answer = give_password(user)
    assert first.post(CODE, {"code": code}).status_code == 302
    second, _answer = give_password(user)
    replayed = second.post(CODE, {"code": code})
    assert (replayed.status_code, "redan använd" in text(replayed)) == (400, True)
    assert second.post(CODE, {"code": code_at(now_step() - 1)}).status_code == 400, "nor one from before it"
    assert second.get("/arbete/").status_code == 302


def test_a_recovery_code_is_taken_once() -> None:
    user = with_factor(make_user(Role.SECURITY))
    code = factors.new_recovery_codes(user)[3]
    client, _answer = give_password(user)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert client.get("/arbete/").status_code == 200
    again, _answer = give_password(user)
    assert again.post(CODE, {"code": code}).status_code == 400
    assert "factor.recovery_used" in kinds()


def test_new_recovery_codes_end_the_old() -> None:
    user = with_factor(make_user(Role.SECURITY))
    old = factors.new_recovery_codes(user)[0]
    client = log_in(user)
    assert text(client.post("/konto/faktor/koder/")).count("<li><code>") == 10
    assert factors.take_code(user, old) is None


def test_nobody_enrols_a_second_app_without_giving_the_first() -> None:
    user = with_factor(make_user(Role.SECURITY))
    client = Client()
    client.force_login(user)
    session = client.session
    del session["second_factor"]
    session.save()
    for path in ("/konto/faktor/", "/konto/faktor/nyckel/", "/konto/losenord/"):
        assert client.get(path)["Location"].startswith(CONFIRM), path
    assert client.post("/konto/faktor/koder/").status_code == 403


def test_the_last_factor_of_a_demanding_role_stays() -> None:
    user = with_factor(make_user(Role.SECURITY))
    client = log_in(user)
    [row] = factors.of_kind(user, Kind.TOTP)
    answer = client.post(f"/konto/faktor/{row.pk}/ta-bort/", follow=True)
    assert "din roll kräver en andra faktor" in text(answer)
    assert factors.has_second_factor(user)
    assert client.post(f"/konto/faktor/{row.pk + 1}/ta-bort/").status_code == 404


def test_somebody_elses_factor_is_not_there() -> None:
    [theirs] = factors.of_kind(with_factor(make_user(Role.NOA_HEAD)), Kind.TOTP)
    client = log_in(with_factor(make_user(Role.SECURITY)))
    assert client.post(f"/konto/faktor/{theirs.pk}/ta-bort/").status_code == 404


def test_a_tampered_session_is_no_session_and_says_so() -> None:
    client = log_in(with_factor(make_user(Role.SECURITY)))
    client.cookies["sessionid"] = client.cookies["sessionid"].value[:-1] + "x"
    answer = client.get("/logg/", follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next=/logg/", 302)]
    assert "Din inloggning gäller inte längre." in text(answer)


def test_another_secret_key_makes_the_factors_unreadable_and_says_how_to_mend_it(settings: Any) -> None:
    user = with_factor(make_user(Role.SECURITY))
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    [row] = factors.of_kind(user, Kind.TOTP)
    assert not factors.has_secret(row, SECRET)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert factors.has_secret(row, SECRET)
