"""Rounds that the other files of tests cannot share: none at all, an open one, one with an area that is taken off the list,
and one with a secret in an open text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from assessments.actions.rounds import close_round
from assessments.enums import Category
from assessments.models import AreaAssessment
from reports.models import Build, NationalPicture, Publication
from tests.factories import people, reports, rounds
from tests.factories.places import make_area, make_lpo

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


def test_the_reason_of_a_removed_area_is_reworded_too(as_: As) -> None:
    make_lpo("Rinkeby")
    for name in ("Husby", "Seved"):
        rounds.list_area(make_area(name))
    round_ = rounds.open_round()
    rounds.approved(round_.pictures.get())
    for area in AreaAssessment.objects.filter(picture__round=round_):
        rounds.decided(area, category=Category.INTE if area.name == "Seved" else Category.UTSATT, open_grounds=f"Skäl {area.name}.")
    picture = reports.compiled(close_round(round_, by=people.lead()))
    client = as_(reports.editor())
    page = "/nationell/2019/version/1/omrade/seved/"
    assert page in client.get("/nationell/2019/").text
    assert "inte längre på listan" in client.get(page).text
    client.post(page, {"grounds": "Läget är bättre.", "version": 0})
    assert picture.removals.get().reason == "Läget är bättre."
    assert picture.entries.get().grounds == "Skäl Husby."
    assert client.get("/nationell/2019/").text.count("Redaktören har ändrat ordalydelsen") == 1


def test_a_red_check_is_made_green_by_other_words(as_: As) -> None:
    first = reports.built(text=LEAKED, open_grounds=f"Enligt beslutet: {LEAKED}.")
    assert first.checks.get(code="secret").outcome == "bad"
    client = as_(reports.editor())
    client.post("/nationell/2019/sammanstall/", {"correction_reason": "Skälen är omskrivna."})
    client.post("/nationell/2019/version/2/omrade/husby/", {"grounds": "Kriminella styr platsen.", "version": 0})
    second = reports.built(reports.approve_picture(NationalPicture.objects.get(year=2019, version=2), by=people.head()))
    assert set(second.checks.values_list("outcome", flat=True)) == {"ok"}
    page = (settings.BUILD_DIR / second.folder / "omrade" / "husby" / "index.html").read_text()
    assert "Kriminella styr platsen." in page
    assert "simhallen" not in page
