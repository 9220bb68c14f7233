"""The page of the national picture: who sees it, what it says, and what can be done there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Round
from lagesbild.access.roles import Role
from reports.models import Build, NationalPicture
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
READERS = {Role.NOA_LEAD, Role.NOA_EDITOR, Role.NOA_HEAD, Role.PUBLISHER}


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_pages(role: Role, as_: As, closed: Round) -> None:
    picture = reports.compiled(closed)
    client = as_(people.make_user(role))
    pages = ["/nationell/", "/nationell/2019/", f"/nationell/2019/version/{picture.version}/", "/publiceringar/"]
    wanted = 200 if role in READERS else 404
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, wanted)


def test_nobody_sees_them_without_login(closed: Round) -> None:
    reports.compiled(closed)
    for page in ("/nationell/", "/nationell/2019/", "/publiceringar/"):
        answer = Client().get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/login/")


def test_unknown_year_and_version_are_not_there(as_: As, closed: Round) -> None:
    reports.compiled(closed)
    client = as_(reports.editor())
    assert client.get("/nationell/1999/").status_code == 404
    assert client.get("/nationell/2019/version/7/").status_code == 404


def test_compile_twice_makes_one_picture(as_: As, closed: Round) -> None:
    client = as_(reports.editor())
    first = client.post("/nationell/2019/sammanstall/", follow=True)
    assert "sammanställd" in first.text
    second = client.post("/nationell/2019/sammanstall/", {"correction_reason": "En gång till."}, follow=True)
    assert "version 1 väntar redan på godkännande" in second.text
    assert NationalPicture.objects.filter(year=2019).count() == 1


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("/nationell/2019/sammanstall/", Role.PUBLISHER),
        ("/nationell/2019/version/1/text/", Role.NOA_HEAD),
        ("/nationell/2019/version/1/godkann/", Role.NOA_EDITOR),
        ("/nationell/2019/version/1/bygg/", Role.NOA_HEAD),
    ],
)
def test_who_reads_but_may_not_act_is_refused(address: str, role: Role, as_: As, closed: Round) -> None:
    reports.compiled(closed)
    assert as_(people.make_user(role)).post(address, {"summary": "x", "edition_date": "2019-06-03"}).status_code == 403
    assert as_(people.decider()).post(address).status_code == 404
    assert as_(reports.editor()).get(address).status_code == 404


def test_the_texts_are_saved_until_the_approval(as_: As, closed: Round) -> None:
    picture = reports.compiled(closed)
    client = as_(reports.editor())
    address = "/nationell/2019/version/1/text/"
    for _time in range(2):
        answer = client.post(address, {"summary": "En ny sammanfattning.", "register_number": "A123/2019", "version": 0}, follow=True)
        assert "Texten är sparad." in answer.text
    picture.refresh_from_db()
    assert (picture.summary, picture.register_number) == ("En ny sammanfattning.", "A123/2019")
    reports.approve_picture(picture, by=people.head())
    answer = client.post(address, {"summary": "För sent.", "register_number": "", "version": 1}, follow=True)
    assert "Du kan inte ändra texten" in answer.text
    assert 'name="summary"' not in answer.text


def test_an_empty_summary_is_refused_and_what_was_written_stays(as_: As, closed: Round) -> None:
    reports.compiled(closed)
    answer = as_(reports.editor()).post("/nationell/2019/version/1/text/", {"summary": " ", "register_number": "DNR-SKREVS"})
    assert "Skriv en sammanfattning." in answer.text
    assert "DNR-SKREVS" in answer.text
    assert "<title>Fel:" in answer.text
    assert NationalPicture.objects.get(year=2019).register_number == ""


def test_the_head_approves_once(as_: As, closed: Round) -> None:
    picture = reports.compiled(closed)
    client = as_(people.head())
    address = "/nationell/2019/version/1/godkann/"
    assert "Lägesbilden är godkänd" in client.post(address, {"version": 0}, follow=True).text
    second = client.post(address, {"version": 0}, follow=True)
    assert "Du kan inte godkänna lägesbilden: läget är ”godkänd”." in second.text
    picture.refresh_from_db()
    assert picture.approved_by == people.head()


def test_who_compiled_it_cannot_approve_it(as_: As, closed: Round) -> None:
    both = people.make_user(Role.NOA_EDITOR, username="bada")
    people.make_user(Role.NOA_HEAD, username="bada")
    picture = reports.compile_picture(closed, by=both)
    client = as_(both)
    sentence = "Du kan inte godkänna: du har sammanställt den. En annan person måste göra det."
    assert sentence in client.get("/nationell/2019/").text
    assert sentence in client.post("/nationell/2019/version/1/godkann/", {"version": 0}, follow=True).text
    picture.refresh_from_db()
    assert picture.approved_at is None


def test_totals_entries_and_history_are_shown(as_: As, closed: Round) -> None:
    reports.compiled(closed)
    page = as_(reports.editor()).get("/nationell/2019/")
    assert page.context["totals"].country.total == 1
    assert page.context["totals"].country.sum.equation == "1 − 0 + 0 + 0 = 1"
    assert [row["entry"].name for row in page.context["entries"]] == ["Husby"]
    assert "Den nationella lägesbilden 2019 omfattar ett område: 1 utsatt område. I lägesbilden 2017 var de 1." in page.text
    assert "sammanställde den nationella lägesbilden" in page.text
    assert "Redaktör, Noa" in page.text


def test_the_region_filter_works_without_script(as_: As, closed: Round) -> None:
    reports.compiled(closed)
    client = as_(reports.editor())
    assert client.get("/nationell/2019/?region=stockholm").context["shown"] == 1
    other = client.get("/nationell/2019/?region=syd")
    assert other.context["shown"] == 0
    assert 'data-region="stockholm" hidden' in other.text
    assert 'data-region="stockholm" hidden' not in client.get("/nationell/2019/").text
    assert "Regionen har inget område på listan." in other.text
    assert client.get("/nationell/2019/?region=%00").status_code == 200


def test_a_correction_needs_a_reason_and_keeps_the_old_version(as_: As, closed: Round) -> None:
    reports.approved(closed)
    client = as_(reports.editor())
    refused = client.post("/nationell/2019/sammanstall/", {"correction_reason": ""})
    assert "Skriv vad som rättas och varför." in refused.text
    assert NationalPicture.objects.filter(year=2019).count() == 1
    answer = client.post("/nationell/2019/sammanstall/", {"correction_reason": "Fel kommun."}, follow=True)
    assert "Fel kommun." in answer.text
    old = client.get("/nationell/2019/version/1/").text
    assert "Det finns en nyare version" in old
    assert "Bygg rapporten" not in old


def test_a_build_is_ordered_once(as_: As, closed: Round) -> None:
    reports.approved(closed)
    client = as_(reports.publisher())
    address = "/nationell/2019/version/1/bygg/"
    first = client.post(address, {"edition_date": "2019-06-03"})
    build = Build.objects.get()
    assert first["Location"] == f"/bygge/{build.pk}/"
    second = client.post(address, {"edition_date": "2019-06-03"}, follow=True)
    assert "ett bygge pågår redan" in second.text
    assert Build.objects.count() == 1


@pytest.mark.parametrize("written", ["", "i morgon", "2019-02-30", "1900-01-01", "9999-12-31"])
def test_a_bad_day_is_refused_at_its_field(written: str, as_: As, closed: Round) -> None:
    reports.approved(closed)
    answer = as_(reports.publisher()).post("/nationell/2019/version/1/bygg/", {"edition_date": written})
    assert answer.status_code == 200
    assert 'id="id_edition_date_error"' in answer.text
    assert not written or f'value="{written}"' in answer.text
    assert not Build.objects.exists()


def test_an_unapproved_picture_cannot_be_built(as_: As, closed: Round) -> None:
    reports.compiled(closed)
    client = as_(reports.publisher())
    assert "Du kan inte bygga rapporten: lägesbilden är inte godkänd." in client.get("/nationell/2019/").text
    answer = client.post("/nationell/2019/version/1/bygg/", {"edition_date": "2019-06-03"}, follow=True)
    assert "Du kan inte bygga rapporten: läget är ”sammanställd”." in answer.text


def test_the_number_of_queries_does_not_follow_the_number_of_areas(as_: As, closed: Round) -> None:
    picture = reports.compiled(closed)
    client = as_(reports.editor())

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/nationell/2019/").status_code == 200
        return len(caught)

    client.get("/nationell/2019/")
    before = queries()
    entry = picture.entries.get()
    for number in range(20):
        entry.pk, entry.slug, entry.previous_category = None, f"nytt-{number}", ""
        entry.save(force_insert=True)
    assert queries() == before
    assert before <= 26


def test_a_historic_round_shows_without_a_picture(as_: As, closed: Round) -> None:
    assert "Sammanställ" in as_(reports.editor()).get("/nationell/2017/").text
