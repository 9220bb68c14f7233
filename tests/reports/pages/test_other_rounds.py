"""Rounds that the other files of tests cannot share: none at all, an open one, and one with a secret in an open text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from reports.models import Build, NationalPicture, Publication
from tests.factories import people, reports, rounds
from tests.factories.places import make_lpo

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
LEAKED = "källor uppger att ligan styrs från en lägenhet bakom den gamla simhallen vid torget"


def page(build: Build, rest: str = "") -> str:
    return f"/bygge/{build.pk}/{rest}"


def test_before_anything_the_list_is_empty(as_: As) -> None:
    assert "Ingen omgång finns än" in as_(reports.editor()).get("/nationell/").text


def test_an_open_round_cannot_be_compiled_and_says_what_is_left(as_: As) -> None:
    make_lpo("Rinkeby")
    rounds.open_round()
    client = as_(reports.editor())
    page = client.get("/nationell/2019/").text
    assert "Du kan inte sammanställa: omgången är inte stängd." in page
    assert 'aria-disabled="true"' in page
    assert "1 lokala lägesbilder är inte godkända" in page
    answer = client.post("/nationell/2019/sammanstall/", follow=True)
    assert "Du kan inte sammanställa: omgången är inte stängd." in answer.text
    assert not NationalPicture.objects.filter(year=2019).exists()


def test_a_secret_text_in_the_open_grounds_is_red_and_never_shown(as_: As) -> None:
    build = reports.built(text=LEAKED, open_grounds=f"Enligt beslutet: {LEAKED}.")
    check = build.checks.get(code="secret")
    assert check.outcome == "bad"
    for user in (people.lead(), people.head(), reports.publisher(), reports.editor()):
        answer = as_(user).get(page(build))
        assert "En kontroll är röd. Paketet får inte publiceras." in answer.text
        assert answer.context["checks"][0].code == "secret"
        assert '<li class="red"><details open>' in answer.text
        assert "simhallen" not in answer.text
    assert "Röd kontroll" in as_(people.lead()).get("/publiceringar/").text
    assert "Du kan inte godkänna kontrollerna: " in as_(people.lead()).post(page(build, "godkann/"), follow=True).text
    assert "Du kan inte publicera: en kontroll är röd." in as_(reports.publisher()).post(page(build, "publicera/"), follow=True).text
    assert not Publication.objects.exists()
    assert not Build.objects.filter(release_approved_at__isnull=False).exists()
