"""Whoever is shown something classified is in the log, with what it was."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from lagesbild.access.roles import Role
from lagesbild.audit.events import KINDS, Event, Kind
from lagesbild.audit.models import AuditEvent
from tests.crawl import crawl
from tests.factories.whole import Whole
from tests.scenes import login, scene

__all__ = ["login", "scene"]
SECRET = re.compile(r'class="[^"]*\bpart-secret\b')
READINGS = [event.value for event in Event if KINDS[event] in {Kind.READ, Kind.DISCLOSED}]


@pytest.mark.parametrize("role", [Role.LPO_OFFICER, Role.LPO_CHIEF, Role.NOA_REVIEWER, Role.NOA_DECIDER, Role.NOA_EDITOR, Role.NOA_HEAD])
def test_every_page_with_something_secret_is_a_reading(role: Role, scene: Whole, login: Callable[[str], Client]) -> None:
    client = login(role)
    secret = sorted(path for path, text in crawl(client).items() if SECRET.search(text))
    assert secret, "the role reads something"
    for path in secret:
        before = AuditEvent.objects.filter(event__in=READINGS).count()
        answer = client.get(path)
        read = AuditEvent.objects.filter(event__in=READINGS).order_by("id")[before:]
        assert answer.status_code == 200
        assert len(read) == 1, path
        assert read[0].object_id is not None, path
        assert read[0].actor_id == int(client.session["_auth_user_id"])
        assert "no-store" in answer["Cache-Control"], path
