"""The legal grounds are data: an administrator corrects them, and what was there before stays."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lagesbild.access.roles import Role
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.grounds import STANDARD, ground, load, present_grounds
from tests.factories import people

pytestmark = pytest.mark.django_db


def admin() -> people.User:
    return people.make_user(Role.DATA_ADMIN)


def test_the_grounds_of_the_data_file_are_there_once() -> None:
    load()
    assert [str(row) for row in present_grounds()] == ["OSL 35 kap. 1 §", "OSL 18 kap. 1 §", "OSL 18 kap. 2 §"]


def test_a_correction_is_a_new_version_and_is_logged() -> None:
    before = ground(STANDARD)
    made = correct_ground(before, paragraph="2 a", by=admin())
    assert (str(ground(STANDARD)), made.version) == ("OSL 18 kap. 2 a §", 2)
    before.refresh_from_db()
    assert str(before) == "OSL 18 kap. 2 §"
    event = AuditEvent.objects.get(event=Event.GROUND_CORRECTED)
    assert (event.object_id, event.detail) == (made.pk, {"version": 2})
    load()
    assert ground(STANDARD) == made


def test_a_version_never_changes() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        present_grounds().model.objects.update(paragraph="9")


def test_only_who_minds_the_data_corrects() -> None:
    with pytest.raises(ActionDenied):
        correct_ground(ground(STANDARD), paragraph="3", by=people.head())


def test_who_read_an_older_version_is_told() -> None:
    read = ground(STANDARD)
    correct_ground(read, paragraph="3", by=admin())
    with pytest.raises(Stale):
        correct_ground(read, paragraph="4", by=admin())


def test_the_page_corrects_and_shows_every_version(client: Client) -> None:
    client.force_login(admin())
    row = ground(STANDARD)
    given = {name: getattr(row, name) for name in ("statute", "chapter", "words", "harm", "review_years")} | {"is_active": "on"}
    answer = client.post(f"/sekretess/grunder/{row.pk}/", given | {"paragraph": "2 b"}, follow=True)
    assert "Grunden är rättad" in answer.text
    assert "OSL 18 kap. 2 b §" in answer.text
    assert "OSL 18 kap. 2 §" in answer.text
    refused = client.post(f"/sekretess/grunder/{row.pk}/", given | {"paragraph": ""})
    assert refused.status_code == 400
