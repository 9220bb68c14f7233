"""A passkey, from adding it to logging in with nothing else, by a virtual authenticator in the real browser."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page, expect

from lagesbild.access.roles import Role
from lagesbild.accounts.factors import Kind
from lagesbild.audit.models import AuditEvent
from tests.browser.conftest import Person
from tests.factories import people

pytestmark = pytest.mark.browser


def authenticator(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """Give the browser an authenticator that answers by itself; `verifies`: it also tells that the person unlocked it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def add_key(somebody: Person) -> None:
    somebody.go("/konto/faktor/nyckel/")
    somebody.page.fill("[name=name]", "Tjänstedatorn")
    somebody.page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(somebody.page.locator("body")).to_contain_text("Nyckeln är tillagd.")


def test_a_passkey_is_added_and_opens_the_account_alone(person: Callable[..., Person], transactional_db: None) -> None:
    user = people.make_user(Role.SECURITY)
    somebody = person(user)
    authenticator(somebody.page)
    add_key(somebody)
    assert Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN).count() == 1
    somebody.go("/konto/")
    assert somebody.reads("Tjänstedatorn")
    somebody.press("Logga ut")
    somebody.go("/konto/login/")
    somebody.page.get_by_role("button", name="Logga in med nyckel").click()
    expect(somebody.page).to_have_url(re.compile("/arbete/$"))
    somebody.go("/logg/")
    assert somebody.reads("Händelselogg"), "a passkey is a second factor too"
    used = AuditEvent.objects.filter(event="factor.used", actor_id=user.pk)
    assert "webauthn" in [row.detail["method"] for row in used]
    assert not [text for text in somebody.complaints if "Content Security Policy" in text]


def test_a_key_that_nobody_unlocked_opens_nothing(person: Callable[..., Person], transactional_db: None) -> None:
    user = people.make_user(Role.SECURITY)
    somebody = person(user)
    session, number = authenticator(somebody.page)
    add_key(somebody)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    somebody.go("/konto/")
    somebody.press("Logga ut")
    somebody.go("/konto/login/")
    somebody.page.get_by_role("button", name="Logga in med nyckel").click()
    expect(somebody.page.locator("[data-failed]")).to_be_visible(timeout=70_000)
    somebody.go("/arbete/")
    assert "/konto/login/" in somebody.page.url
