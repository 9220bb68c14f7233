"""Whoever is shown something classified is in the log, with what it was."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import LocalPicture
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
        one, *beside = read  # what was answered in the round before can stand beside: it is read too
        assert {row.detail.get("beside") for row in beside} <= {one.object_id} and len(beside) <= 1, path
        assert all(row.object_id not in {None, one.object_id} for row in beside) and one.object_id is not None, path
        assert {row.actor_id for row in read} == {int(client.session["_auth_user_id"])}
        assert "no-store" in answer["Cache-Control"], path


def test_the_round_before_that_stands_beside_is_read_too(scene: Whole, login: Callable[[str], Client]) -> None:
    before = LocalPicture.objects.get(round=scene.published, unit=scene.own)
    login(Role.LPO_OFFICER).get(f"/omraden/{scene.area.pk}/")
    assert AuditEvent.objects.filter(event=Event.CLASSIFIED_READ, object_id=before.pk, detail={"beside": scene.picture.pk}).exists()
