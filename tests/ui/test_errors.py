"""Error pages: the right status, a number that is also in the log, and nothing that could fail again."""

import logging
import re
from typing import Any

import pytest
from django.test import RequestFactory

from lagesbild.ui import errors

VIEWS = [
    (errors.bad_request, 400, "Frågan gick inte att förstå"),
    (errors.permission_denied, 403, "Du får inte göra det här"),
    (errors.not_found, 404, "Sidan finns inte"),
    (errors.csrf_failure, 403, "Formuläret gick inte att skicka"),
    (errors.server_error, 500, "Sidan gick inte att visa"),
]


@pytest.mark.parametrize(("view", "status", "title"), VIEWS)
def test_error_page(view: Any, status: int, title: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="lagesbild.errors"):
        answer = view(RequestFactory().get("/lagesbilder/7/"))
    html = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in html
    number = re.search(r"F \w{3} \w{3}", html)
    assert number and number.group() in caplog.text
    assert "/lagesbilder/7/" in caplog.text


def test_error_pages_do_not_tell_what_was_asked_for() -> None:
    html = errors.not_found(RequestFactory().get("/hemligt-namn/"), Exception("hemlig sats")).content.decode()
    assert "hemlig" not in html


def test_server_error_without_templates(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*args: object) -> str:
        raise OSError("no disk")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Felet är hos oss" in answer.content.decode()
    assert "could not be made" in caplog.text


def test_error_numbers_differ_and_are_easy_to_read() -> None:
    numbers = {errors.error_number() for _n in range(200)}
    assert len(numbers) > 190
    assert all(re.fullmatch(r"F [2-9AC-Y]{3} [2-9AC-Y]{3}", number) for number in numbers)
    assert not set("".join(numbers).replace("F", "")) & set("01BDGILOQSUZ")
