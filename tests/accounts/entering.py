"""Logging in through the pages, as a person does."""

from typing import Any

from django.test import Client

from lagesbild.accounts.models import User
from tests.factories.factors import code_at, now_step
from tests.factories.people import PASSWORD

LOGIN, CODE, CONFIRM = "/konto/login/", "/konto/login/kod/", "/konto/bekrafta/"


def give_password(user: User, client: Client | None = None, **more: str) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post(LOGIN, {"username": user.username, "password": PASSWORD, **more})


def log_in(user: User, **more: str) -> Client:
    """Log in through the pages with a code that is right."""
    client, answer = give_password(user, **more)
    assert answer["Location"] == CODE
    assert client.post(CODE, {"code": code_at(now_step())}).status_code == 302
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())
