"""Login with an authority's identity provider: a real one on this machine, the whole code flow."""

import copy
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from lagesbild.access.roles import Role
from lagesbild.accounts import oidc
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from tests.factories.factors import with_factor
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
SUBJECT = "anna@exempel.se"


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """A provider that knows one person and demands a nonce; the site is set up for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it stands on warns of its own coming versions
        import oidc_provider_mock  # noqa: PLC0415

        person = oidc_provider_mock.User(sub=SUBJECT, claims={"preferred_username": "anna"})
        with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=[person]) as server:
            issuer = f"http://127.0.0.1:{server.server_port}"
            settings.OIDC_ISSUER = issuer
            providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
            providers["openid_connect"]["APPS"][0] |= {"client_id": "lagesbild", "secret": "x" * 40}
            providers["openid_connect"]["APPS"][0]["settings"] |= {"server_url": issuer}
            settings.SOCIALACCOUNT_PROVIDERS = providers
            yield issuer


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: where the provider sends the person is what is looked at."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def at_the_provider(address: str, subject: str = SUBJECT) -> str:
    """Log in there, and return where it sends the person."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    try:
        with opener.open(address, data=urllib.parse.urlencode({"sub": subject}).encode()) as answer:
            return str(answer.url)
    except urllib.error.HTTPError as error:
        return str(error.headers["Location"])


def through(client: Client, **change: str) -> Any:
    """Go through the whole login; `change` replaces what comes back in the address."""
    begun = client.post("/konto/login/myndighet/")
    assert begun.status_code == 302
    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"][0]
    back = urlsplit(at_the_provider(begun["Location"]))
    given = {name: values[0] for name, values in parse_qs(back.query).items()} | change
    return client.get(back.path, given)


def named(user: User, name: str = "anna") -> User:
    user.provider_name = name
    user.save(update_fields=["provider_name"])
    return user


def test_the_button_is_there_when_it_is_set_up(provider: str) -> None:
    assert "Logga in med din myndighet" in Client().get("/konto/login/").content.decode()


def test_without_a_provider_there_is_no_such_address() -> None:
    assert "myndighet" not in Client().get("/konto/login/").content.decode()
    assert Client().post("/konto/login/myndighet/").status_code == 404


def test_it_opens_the_account_that_is_there(provider: str) -> None:
    user = named(make_user(Role.PUBLISHER))
    client = Client()
    answer = through(client)
    assert answer.status_code == 302
    assert client.get("/arbete/").status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert {"provider.linked", "session.logged_in"} <= set(AuditEvent.objects.values_list("event", flat=True))


def test_our_own_second_factor_is_asked_all_the_same(provider: str) -> None:
    named(with_factor(make_user(Role.SECURITY)))
    client = Client()
    assert through(client)["Location"] == "/konto/login/kod/"
    assert client.get("/logg/").status_code == 302


def test_it_never_makes_an_account(provider: str) -> None:
    before = User.objects.count()
    client = Client()
    assert through(client)["Location"] == "/konto/login/"
    assert "Det finns inget konto för dig här" in client.get("/konto/login/").content.decode()
    assert User.objects.count() == before


def test_a_closed_account_stays_closed(provider: str) -> None:
    user = named(make_user(Role.PUBLISHER))
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    through(client)
    assert client.get("/arbete/").status_code == 302
    assert "session.login_failed" in AuditEvent.objects.values_list("event", flat=True)


def signed(key: Any, **change: Any) -> str:
    claims = {"iss": "https://idp", "aud": "lagesbild", "sub": "x", "exp": time.time() + 60}
    return jwt.encode(claims | change, key, algorithm="RS256", headers={"kid": "ett"})


def test_a_token_opens_only_when_it_is_the_providers_for_us_and_now() -> None:
    key, strangers = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
    keys = {"keys": [json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": "ett", "alg": "RS256"}]}
    asked = {"keys": keys, "issuer": "https://idp", "audience": "lagesbild"}
    assert oidc.verified(signed(key), **asked)["sub"] == "x"
    forged = [
        signed(strangers),
        signed(key, iss="https://annan"),
        signed(key, aud="annan"),
        signed(key, exp=time.time() - 600),
        jwt.encode({"iss": "https://idp", "aud": "lagesbild", "sub": "x", "exp": time.time() + 60}, "", algorithm="none"),
        jwt.encode({"iss": "https://idp", "aud": "lagesbild", "sub": "x", "exp": time.time() + 60}, "x" * 32, algorithm="HS256"),
        signed(key)[:-4] + "AAAA",
        "inte en token",
    ]
    for token in forged:
        with pytest.raises(OAuth2Error):
            oidc.verified(token, **asked)


@pytest.mark.parametrize("change", [{"state": "stulen"}, {"code": "pahittad"}])
def test_what_comes_back_changed_opens_nothing(change: dict[str, str], provider: str) -> None:
    named(make_user(Role.PUBLISHER))
    client = Client()
    answer = through(client, **change)
    assert answer.status_code in {302, 400, 401, 403}
    assert client.get("/arbete/").status_code == 302


def test_a_nonce_of_another_login_opens_nothing(provider: str) -> None:
    named(make_user(Role.PUBLISHER))
    client = Client()
    begun = client.post("/konto/login/myndighet/")
    session = client.session
    session["oidc_nonce"] = "en-annan"
    session.save()
    back = urlsplit(at_the_provider(begun["Location"]))
    client.get(back.path, {name: values[0] for name, values in parse_qs(back.query).items()})
    assert client.get("/arbete/").status_code == 302
