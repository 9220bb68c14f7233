"""The classified annex: who reads it, that each reading is logged, and that nothing of it is kept or leaks."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import page as rules
import pytest
from django.test import Client
from pypdf import PdfReader

from assessments.models import Round
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.secrecy.actions import correct_ground
from lagesbild.secrecy.grounds import STANDARD, ground
from reports.models import NationalPicture
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
READERS = {Role.NOA_EDITOR, Role.NOA_HEAD, Role.NOA_DECIDER}


@pytest.fixture
def picture(closed: Round) -> NationalPicture:
    return reports.compiled(closed)


def pdf_of(client: Client, picture: NationalPicture) -> PdfReader:
    return PdfReader(BytesIO(fetched(client, picture).content))


def fetched(client: Client, picture: NationalPicture) -> Any:
    """Take out an exemplar and get it."""
    client.post(f"/bilaga/{picture.pk}/exemplar/")
    return client.get(f"/bilaga/exemplar/{picture.annex_copies.latest('number').pk}/bilaga.pdf")


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_it(role: Role, picture: NationalPicture, as_: As) -> None:
    client = as_(people.make_user(role))
    wanted = 200 if role in READERS else 404
    pages = ["/bilaga/", f"/bilaga/{picture.pk}/"]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, wanted)
    assert Client().get(f"/bilaga/{picture.pk}/").status_code == 302


def test_only_readers_are_led_there(picture: NationalPicture, as_: As) -> None:
    link = f"/bilaga/{picture.pk}/"
    assert link in as_(people.head()).get("/nationell/2019/").text
    assert link not in as_(reports.publisher()).get("/nationell/2019/").text


def test_everything_secret_stands_in_secret_frames(picture: NationalPicture, as_: As) -> None:
    answer = as_(people.head()).get(f"/bilaga/{picture.pk}/")
    text = answer.text
    assert 'class="secret-strip"' in text
    frame = text[text.index('class="part part-secret"') :]
    entry = picture.annex_entries.get()
    for secret in (entry.description, reports.DISSENT, entry.grounds[0]["text"]):
        assert secret
        assert secret in frame
        assert secret not in text[: text.index('class="part part-secret"')]
    assert "no-store" in answer["Cache-Control"]


def test_each_reading_is_logged_without_a_secret(picture: NationalPicture, as_: As) -> None:
    client = as_(people.head())
    client.get(f"/bilaga/{picture.pk}/")
    fetched(client, picture)
    rows = AuditEvent.objects.filter(event="annex.read").order_by("pk")
    assert [(row.actor, row.object_id, row.detail) for row in rows] == [
        (people.head().username, picture.pk, {"form": "sida"}),
        (people.head().username, picture.pk, {"form": "pdf", "copy": 1}),
    ]
    assert not any("Sekretess" in row.object_name for row in rows)


def test_who_is_turned_away_is_not_logged_as_a_reader(picture: NationalPicture, as_: As) -> None:
    as_(reports.publisher()).get(f"/bilaga/{picture.pk}/")
    assert not AuditEvent.objects.filter(event="annex.read").exists()


def test_the_pdf_is_marked_on_every_page_and_names_who_took_it_out(picture: NationalPicture, as_: As) -> None:
    entry = picture.annex_entries.get()
    entry.description = "\n\n".join(f"Stycke {number}: " + "långt stycke " * 60 for number in range(12))
    entry.save()
    head = people.head()
    reader = pdf_of(as_(head), picture)
    assert len(reader.pages) > 2
    for sheet in reader.pages:
        words = " ".join(sheet.extract_text().split())
        assert words.count("SEKRETESS") >= 2
        assert f"Exemplar 1, uttaget av Chef, Noa ({head.username})" in words
        assert " kl. " in words


def test_the_pdf_holds_all_and_is_readable_by_everybody(picture: NationalPicture, as_: As) -> None:
    answer = fetched(as_(people.head()), picture)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment; ")
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages).split())
    entry = picture.annex_entries.get()
    for secret in (entry.area_name, entry.description, reports.DISSENT):
        assert secret in words
    assert rules.validate_pdf_bytes(answer.content, profile="ua1").is_compliant


def test_code_in_a_text_stays_text(picture: NationalPicture, as_: As) -> None:
    entry = picture.annex_entries.get()
    entry.description = '#panic("x") *fet* <b>html</b> $x$ #sys.inputs'
    entry.save()
    client = as_(people.head())
    assert "&lt;b&gt;html&lt;/b&gt;" in client.get(f"/bilaga/{picture.pk}/").text
    words = " ".join(sheet.extract_text() for sheet in pdf_of(client, picture).pages)
    assert '#panic("x") *fet*' in words


def test_a_picture_without_secrets_has_an_empty_page(picture: NationalPicture, as_: As) -> None:
    picture.annex_entries.all().delete()
    client = as_(people.head())
    assert "Lägesbilden har ingen bilaga" in client.get(f"/bilaga/{picture.pk}/").text
    assert "ingen bilaga" in client.get("/bilaga/").text
    assert client.get("/bilaga/999999/").status_code == 404


def test_it_keeps_the_ground_as_it_was_worded_when_it_was_copied(picture: NationalPicture, as_: As) -> None:
    correct_ground(ground(STANDARD), paragraph="9", by=people.make_user(Role.DATA_ADMIN))
    client = as_(people.head())
    assert "OSL 18 kap. 2 §" in client.get(f"/bilaga/{picture.pk}/").text
    assert "Sekretess enligt OSL 18 kap. 2 §" in "".join(page.extract_text() for page in pdf_of(client, picture).pages)
