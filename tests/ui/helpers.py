"""Requests without a database, and the answers a server would give a browser."""

from types import SimpleNamespace
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SITE = "http://lagesbild.test"
OFFICER = SimpleNamespace(role_label="Handläggare", unit_name="LPO Botkyrka")


def request_of(path: str = "/arbete/", roles: tuple[Any, ...] | None = None) -> HttpRequest:
    """Make a request of somebody with `roles`, or of nobody."""
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path, "tests.ui.urls")
    request.user = (
        AnonymousUser()
        if roles is None
        else SimpleNamespace(is_authenticated=True, get_username=lambda: "handlaggare.botkyrka", last_login=None)
    )
    request.scope = SimpleNamespace(roles=roles or ())
    return request


def answer(route: Any, html: str) -> None:
    """Send the page under the real policy, a file as it stands, and to htmx nothing new."""
    address = route.request.url.removeprefix(SITE)
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        if found:
            route.fulfill(path=found)
        else:
            route.fulfill(status=404, body="")
    elif "hx-request" in route.request.headers:
        route.fulfill(status=204, body="")  # nothing new: htmx keeps what it has
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})


def violations(page: Any) -> list[str]:
    """Return what the accessibility rules find, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
