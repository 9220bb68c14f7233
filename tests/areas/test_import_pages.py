"""The flow in the browser: send a file, see what it does, read it in or throw it away."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from areas.actions.batches import apply_batch, receive_batch
from areas.enums import BatchState
from areas.models import ImportBatch
from assessments.models import Decision
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories.files import as_csv, data_admin, list_bytes, list_rows, row_counts
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(data_admin())
    return client


def send(client: Client, content: bytes, name: str = "lista.csv") -> Any:
    file = io.BytesIO(content)
    file.name = name
    return client.post(reverse("areas:imports"), {"slag": "published_list", "fil": file}, follow=True)


def events() -> list[str]:
    return list(AuditEvent.objects.filter(event__startswith="batch.", object_id__isnull=False).values_list("event", flat=True))


def test_before_any_file(browser: Client) -> None:
    page = browser.get("/data/").content.decode()
    assert "Ingen fil har skickats än" in page
    assert ">290<" in page
    assert '<a href="/data/" aria-current="page">Inläsning</a>' in page


def test_the_whole_way(browser: Client) -> None:
    answer = send(browser, list_bytes(2015))
    [batch] = ImportBatch.objects.all()
    assert answer.redirect_chain == [(f"/data/{batch.pk}/", 302)]
    page = answer.content.decode()
    assert "Läs in 53 rader" in page
    assert not Decision.objects.exists()
    answer = browser.post(f"/data/{batch.pk}/las-in/", follow=True)
    assert "lista.csv är inläst: 53 rader." in answer.content.decode()
    assert Decision.objects.count() == 53
    batch.refresh_from_db()
    assert (batch.state, batch.summary["new"], batch.applied_by) == (BatchState.APPLIED, 53, data_admin())
    assert events() == ["batch.received", "batch.applied"]
    assert "Det här gjorde filen" in browser.get(f"/data/{batch.pk}/").content.decode()


def test_looking_writes_nothing(browser: Client) -> None:
    send(browser, list_bytes(2015))
    before = row_counts()
    answer = browser.get(f"/data/{ImportBatch.objects.get().pk}/")
    assert answer.context["result"].to_write == 53
    assert row_counts() == before


def test_reading_in_twice_changes_nothing(browser: Client) -> None:
    send(browser, list_bytes(2015))
    batch = ImportBatch.objects.get()
    browser.post(f"/data/{batch.pk}/las-in/")
    before = row_counts()
    answer = browser.post(f"/data/{batch.pk}/las-in/", follow=True)
    assert "Du kan inte läsa in filen: läget är ”inläst”." in answer.content.decode()
    assert row_counts() == before


def test_the_same_file_again_has_nothing_to_read_in(browser: Client) -> None:
    send(browser, list_bytes(2015))
    browser.post(f"/data/{ImportBatch.objects.get().pk}/las-in/")
    page = send(browser, list_bytes(2015)).content.decode()
    assert "Du kan inte läsa in: allt i filen finns redan." in page
    assert page.count('id="las-in" aria-disabled="true"') == 1
    before = row_counts()
    answer = browser.post(f"/data/{ImportBatch.objects.first().pk}/las-in/", follow=True)
    assert "Du kan inte läsa in: allt i filen finns redan." in answer.content.decode()
    assert row_counts() == before


def test_a_refused_row_blocks_the_whole_file(browser: Client) -> None:
    rows = list_rows(2015)
    rows[3]["polisregion"] = "Sydväst"
    page = send(browser, as_csv(rows)).content.decode()
    assert "Du kan inte läsa in: 1 rad är avvisad. Rätta filen och skicka den igen." in page
    assert 'aria-disabled="true"' in page
    assert "polisregion: ”Sydväst” finns inte. Skriv Bergslagen, Mitt, Nord, Stockholm, Syd, Väst, Öst." in page
    before = row_counts()
    answer = browser.post(f"/data/{ImportBatch.objects.get().pk}/las-in/", follow=True)
    assert "1 rad är avvisad" in answer.content.decode()
    assert row_counts() == before


def test_rows_of_one_outcome(browser: Client) -> None:
    rows = list_rows(2015)
    rows[3]["polisregion"] = "Sydväst"
    send(browser, as_csv(rows))
    answer = browser.get(f"/data/{ImportBatch.objects.get().pk}/?utfall=refused")
    assert [row.number for row in answer.context["page"]] == [5]
    assert "Visar 1 av 53 rader" in answer.content.decode()


@pytest.mark.parametrize("query", ["utfall=ankor", "sida=0", "sida=x", "sida=999"])
def test_odd_addresses_show_the_rows(browser: Client, query: str) -> None:
    send(browser, list_bytes(2015))
    answer = browser.get(f"/data/{ImportBatch.objects.get().pk}/?{query}")
    assert answer.status_code == 200
    assert len(answer.context["page"].object_list) == 53


def test_many_rows_come_a_hundred_at_a_time(browser: Client) -> None:
    send(browser, as_csv([row for year in (2015, 2017) for row in list_rows(year)]))
    answer = browser.get(f"/data/{ImportBatch.objects.get().pk}/")
    assert len(answer.context["page"].object_list) == 100
    assert "Sida 1 av 2" in answer.content.decode()
    rest = browser.get(f"/data/{ImportBatch.objects.get().pk}/?sida=2")
    assert len(rest.context["page"].object_list) == 14


def test_more_files_cost_no_more_questions(browser: Client) -> None:
    send(browser, list_bytes(2015))
    with CaptureQueriesContext(connection) as few:
        browser.get("/data/")
    for year in (2017, 2019, 2021):
        send(browser, list_bytes(year), name=f"{year}.csv")
    with CaptureQueriesContext(connection) as many:
        browser.get("/data/")
    assert len(many) == len(few)
    assert not [
        query for query in many.captured_queries if '"areas_importbatch"."content"' in query["sql"]
    ]  # megabytes stay where they are


def test_throwing_away(browser: Client) -> None:
    send(browser, list_bytes(2015))
    batch = ImportBatch.objects.get()
    answer = browser.post(f"/data/{batch.pk}/kasta/", follow=True)
    assert "lista.csv är kastad. Inget är inläst." in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.content)) == (BatchState.DISCARDED, b"")
    assert events() == ["batch.received", "batch.discarded"]
    assert "Filen är kastad" in browser.get(f"/data/{batch.pk}/").content.decode()
    again = browser.post(f"/data/{batch.pk}/kasta/", follow=True)
    assert "Du kan inte kasta filen: läget är ”kastad”." in again.content.decode()
    assert "Du kan inte läsa in filen: läget är ”kastad”." in browser.post(f"/data/{batch.pk}/las-in/", follow=True).content.decode()


def test_sent_twice_is_one_file(browser: Client) -> None:
    send(browser, list_bytes(2015))
    send(browser, list_bytes(2015))
    assert ImportBatch.objects.count() == 1
    assert events() == ["batch.received"]


def test_a_hostile_name_is_shown_as_text(browser: Client) -> None:
    rows = list_rows(2015)[:1]
    rows[0]["omrade"] = "<script>alert(1)</script>"
    page = send(browser, as_csv(rows), name="<b>x</b>.csv").content.decode()
    assert "<script>alert(1)" not in page
    assert escape("<script>alert(1)") in page
    assert "<b>x" not in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_ADMIN])
def test_to_other_roles_the_pages_are_not_there(role: Role) -> None:
    content = list_bytes(2015)
    batch = receive_batch(kind="published_list", filename="lista.csv", content=content, by=data_admin())
    client = Client()
    client.force_login(make_user(role))
    for method, path in (
        ("get", "/data/"),
        ("post", "/data/"),
        ("get", f"/data/{batch.pk}/"),
        ("post", f"/data/{batch.pk}/las-in/"),
        ("post", f"/data/{batch.pk}/kasta/"),
    ):
        assert getattr(client, method)(path).status_code == 404
    assert not Decision.objects.exists()
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        apply_batch(batch, by=make_user(role))
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        receive_batch(kind="published_list", filename="lista.csv", content=content, by=make_user(role))


def test_without_login_one_is_asked_to(client: Client) -> None:
    assert client.get("/data/").headers["Location"] == "/konto/login/?next=/data/"


def test_a_file_that_is_not_there(browser: Client) -> None:
    assert browser.get("/data/999999/").status_code == 404
    assert browser.post("/data/999999/las-in/").status_code == 404
    assert browser.get("/data/999999/las-in/").status_code == 404
