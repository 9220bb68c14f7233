"""Exemplars of the annex: numbered, the same file each time, only for who took them out, and listed."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pypdf import PdfReader

from assessments.models import Round
from lagesbild.access.acting import acting_as
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from lagesbild.sealing import resealing
from lagesbild.sealing.models import DataKey
from reports.annex import actions, worklist
from reports.annex.models import AnnexCopy, CopyState
from reports.models import NationalPicture
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]


@pytest.fixture
def picture(closed: Round) -> NationalPicture:
    return reports.compiled(closed)


def test_numbers_follow_each_other_and_who_has_one_out_gets_no_second(picture: NationalPicture) -> None:
    first = actions.take_copy(picture, by=people.head())
    second = actions.take_copy(picture, by=people.decider())
    assert (first.number, second.number) == (1, 2)
    events = AuditEvent.objects.count()
    assert actions.take_copy(picture, by=people.head()).pk == first.pk
    assert AuditEvent.objects.count() == events


def test_the_file_is_the_same_each_time_and_its_own_takers_only(picture: NationalPicture, as_: As) -> None:
    client = as_(people.head())
    assert client.post(f"/bilaga/{picture.pk}/exemplar/").status_code == 302
    copy = AnnexCopy.objects.get()
    path = f"/bilaga/exemplar/{copy.pk}/bilaga.pdf"
    once, again = client.get(path), client.get(path)
    assert once.content == again.content
    assert hashlib.sha256(once.content).hexdigest() == copy.sha256
    assert "exemplar-1-SEKRETESS.pdf" in once["Content-Disposition"]
    assert as_(people.decider()).get(path).status_code == 404
    assert as_(reports.publisher()).get(path).status_code == 404


def test_it_lies_sealed_and_behind_the_second_lock(picture: NationalPicture) -> None:
    copy = actions.take_copy(picture, by=people.head())
    assert b"%PDF" not in bytes(AnnexCopy.objects.get(pk=copy.pk).sealed)
    assert copy.pdf.startswith(b"%PDF")
    for user, seen in ((people.head(), 1), (people.reviewer(), 0), (None, 0)):
        with acting_as(user):
            assert AnnexCopy.objects.count() == seen


def test_a_function_outside_gets_one_by_the_decider_or_the_head_and_stands_in_the_log(picture: NationalPicture) -> None:
    with pytest.raises(ActionDenied, match="till någon annan"):
        actions.take_copy(picture, recipient="Länsstyrelsen i Skåne, säkerhetschefen", by=reports.editor())
    copy = actions.take_copy(picture, recipient="Länsstyrelsen i Skåne, säkerhetschefen", by=people.decider())
    words = " ".join(PdfReader(BytesIO(copy.pdf)).pages[0].extract_text().split())
    assert "lämnat till Länsstyrelsen i Skåne, säkerhetschefen" in words
    assert AuditEvent.objects.filter(event="annex.copy_taken").get().recipient == "Länsstyrelsen i Skåne, säkerhetschefen"


def test_what_became_of_it_is_noted_once_by_its_taker_or_the_head(picture: NationalPicture, as_: As) -> None:
    copy = actions.take_copy(picture, by=people.decider())
    path = f"/bilaga/exemplar/{copy.pk}/anteckna/"
    assert as_(reports.editor()).post(path, {"state": "returned"}).status_code == 403
    assert as_(reports.publisher()).post(path, {"state": "returned"}).status_code == 404
    client = as_(people.decider())
    assert "Välj om exemplaret" in client.post(path, {"state": "burnt"}, follow=True).text
    assert "Förkommet" in client.post(path, {"state": "lost"}, follow=True).text
    assert "Återlämnat" in as_(people.head()).post(path, {"state": "returned"}, follow=True).text
    assert "redan antecknat" in client.post(path, {"state": "destroyed"}, follow=True).text
    assert AnnexCopy.objects.get().state == CopyState.RETURNED
    assert client.get(f"/bilaga/exemplar/{copy.pk}/bilaga.pdf").status_code == 404
    events = AuditEvent.objects.count()
    actions.end_copy(copy, state=CopyState.RETURNED, by=people.head())
    assert AuditEvent.objects.count() == events


def test_the_database_refuses_another_file_and_removal(picture: NationalPicture) -> None:
    copy = actions.take_copy(picture, by=people.head())
    for change in ("update annex_annexcopy set number = 7", "update annex_annexcopy set sha256 = ''", "delete from annex_annexcopy"):
        with pytest.raises(DatabaseError, match="exemplar"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert AnnexCopy.objects.get() == copy


def test_a_later_version_asks_for_the_old_exemplars_back(closed: Round, as_: As) -> None:
    picture = reports.approved(closed)
    actions.take_copy(picture, by=people.head())
    assert not worklist.items(Scope.of(people.head())).mine
    reports.published(picture)
    reports.approve_picture(reports.compiled(closed, correction_reason="En rättelse."), by=people.head())
    assert len(worklist.items(Scope.of(people.head())).mine) == 1
    assert not worklist.items(Scope.of(people.decider())).mine
    assert "ska återlämnas eller förstöras" in as_(people.head()).get(f"/bilaga/{picture.pk}/").text


def test_a_picture_without_an_annex_has_no_exemplars(picture: NationalPicture, as_: As) -> None:
    picture.annex_entries.all().delete()
    answer = as_(people.head()).post(f"/bilaga/{picture.pk}/exemplar/")
    assert answer.status_code == 400
    assert not AnnexCopy.objects.exists()
    with pytest.raises(ActionDenied, match="din roll"):
        actions.take_copy(picture, by=people.make_user(Role.PUBLISHER))


def test_a_change_of_keys_seals_it_anew(picture: NationalPicture) -> None:
    copy = actions.take_copy(picture, by=people.head())
    before = bytes(AnnexCopy.objects.get().sealed)
    assert resealing._reseal(AnnexCopy, [copy.pk], DataKey.objects.latest("pk")) == 1
    again = AnnexCopy.objects.get()
    assert bytes(again.sealed) != before
    assert again.pdf == copy.pdf
