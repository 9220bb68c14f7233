"""A file of boundaries in the browser: sent, its columns told, shown area by area, read in, undone; and by command."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from areas.enums import BatchState
from areas.models import Boundary, ImportBatch
from assessments.models import Decision
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from tests.factories import geo, people
from tests.factories.files import data_admin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(data_admin())
    return client


def send(client: Client, path: Path, year: int | str = 2023) -> Any:
    return client.post(reverse("assessments:geodata_send"), {"ar": year, "fil": geo.as_bytes(path)}, follow=True)


def events() -> list[str]:
    return list(
        AuditEvent.objects.filter(event__startswith="batch.", object_id__isnull=False).order_by("pk").values_list("event", flat=True)
    )


def test_the_whole_way_there_and_back(browser: Client, tmp_path: Path) -> None:
    shown = send(browser, geo.shape_zip(tmp_path, geo.published())).content.decode()
    batch = ImportBatch.objects.get()
    assert "Läs in 59 områden" in shown
    assert "1 område har en anmärkning" in shown or "områden har anmärkningar" in shown
    assert shown.count('class="moved"') == 25
    warned = browser.get(f"/data/geodata/{batch.pk}/?utfall=anmarkning").content.decode()
    assert "lokalpolisområde Nacka (531240) ligger i Stockholm syd. Lokalpolisområdet gäller." in warned
    done = browser.post(reverse("assessments:geodata_apply", args=[batch.pk]), follow=True).content.decode()
    assert "uso.zip är inläst: 59 områden." in done
    assert "Alby" in done and "från 1 oktober 2018" in done
    assert Boundary.objects.count() == Decision.objects.count() == 59
    again = browser.post(reverse("assessments:geodata_apply", args=[batch.pk]), follow=True).content.decode()
    assert "Du kan inte" in again
    undone = browser.post(reverse("assessments:geodata_undo", args=[batch.pk]), follow=True).content.decode()
    assert "Registret är som det var före den." in undone
    assert not Boundary.objects.exists() and not Decision.objects.exists()
    assert events() == ["batch.received", "batch.applied", "batch.undone"]


def test_other_names_of_columns_are_told_by_a_person(browser: Client, tmp_path: Path) -> None:
    rows = [{"OMR": "Nyby", "TYP": "Utsatt område", "LPONR": "531350", "shape": geo.square()}]
    answer = send(browser, geo.write(tmp_path / "a.gpkg", rows))
    batch = ImportBatch.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("assessments:geodata_columns", args=[batch.pk])
    assert "LPONR (531350)" in answer.content.decode()
    there = reverse("assessments:geodata_columns", args=[batch.pk])
    refused = browser.post(there, {"name": "OMR"})
    assert refused.status_code == 400 and "Ange kolumnen för lokalpolisområde eller dess kod." in refused.content.decode()
    assert browser.post(there, {"name": "OMR", "lpo_code": "FINNS INTE"}).status_code == 400
    shown = browser.post(there, {"name": "OMR", "lpo_code": "LPONR", "category": "TYP"}, follow=True).content.decode()
    assert "Läs in 1 område" in shown and "Nyby" in shown
    assert events() == ["batch.received", "batch.mapped"]


@pytest.mark.parametrize("year", ["", "x", "1999", "2100", "20233"])
def test_a_wrong_year_is_told_at_its_field(browser: Client, tmp_path: Path, year: str) -> None:
    answer = send(browser, geo.write(tmp_path / "a.gpkg", [geo.row()]), year)
    assert answer.status_code == 400
    assert 'id="id_ar_error"' in answer.content.decode() or "Skriv" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_that_cannot_be_read_is_told_at_the_file_and_nothing_is_kept(browser: Client, tmp_path: Path) -> None:
    path = tmp_path / "fel.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    answer = send(browser, path)
    assert answer.status_code == 400
    assert "Zip-arkivet är skadat eller krypterat." in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_too_large_a_file_is_told(browser: Client, tmp_path: Path) -> None:
    path = geo.write(tmp_path / "a.gpkg", [geo.row()])
    with override_settings(UPLOAD_MAX_BYTES_AT={"/data/geodata/": 1000}):
        answer = send(browser, path)
    assert answer.status_code == 400 and "Filen är större än" in answer.content.decode()


def test_all_areas_refused_is_a_page_and_no_fault(browser: Client, tmp_path: Path) -> None:
    shown = send(browser, geo.write(tmp_path / "a.gpkg", [geo.row(shape=geo.crossing())])).content.decode()
    assert "Du kan inte läsa in: 1 rad är avvisad." in shown
    assert "Gränsen korsar sig själv vid N 6588500 E 667500." in shown


def test_a_waiting_file_is_thrown_away_with_its_pieces(browser: Client, tmp_path: Path) -> None:
    send(browser, geo.write(tmp_path / "a.gpkg", [geo.row()]))
    batch = ImportBatch.objects.get()
    browser.post(reverse("areas:batch_discard", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED and not batch.parts.exists()
    assert "Filen är kastad" in browser.get(reverse("assessments:geodata", args=[batch.pk])).content.decode()


def test_the_general_pages_lead_there_and_do_not_read_it_in(browser: Client, tmp_path: Path) -> None:
    send(browser, geo.write(tmp_path / "a.gpkg", [geo.row()]))
    batch = ImportBatch.objects.get()
    own = reverse("assessments:geodata", args=[batch.pk])
    assert own in browser.get("/data/").content.decode()
    assert own in browser.get("/arbete/").content.decode()
    assert browser.get(reverse("areas:batch", args=[batch.pk])).url == own
    assert browser.post(reverse("areas:batch_apply", args=[batch.pk])).status_code == 404


def test_the_command_tries_and_reads_in(tmp_path: Path) -> None:
    path, out = geo.write(tmp_path / "a.gpkg", [geo.row("Nyby")]), StringIO()
    by = data_admin().username
    call_command("import_geodata", path, "--year", "2023", "--by", by, stdout=out)
    assert "1 nya, 0 ändrade, 0 oförändrade, 0 avvisade" in out.getvalue()
    assert not Boundary.objects.exists()
    call_command("import_geodata", path, "--year", "2023", "--by", by, "--apply", stdout=out)
    assert Boundary.objects.count() == 1
    with pytest.raises(CommandError, match="finns inte"):
        call_command("import_geodata", tmp_path / "ingen", "--year", "2023", "--by", by)
    with pytest.raises(CommandError, match="Du kan inte"):
        call_command("import_geodata", path, "--year", "2023", "--by", people.make_user(Role.NOA_LEAD).username, "--apply")
