"""The people of a whole round, each at a browser of their own, from the first answer to the published page."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from assessments.enums import PictureState
from assessments.models import AreaAssessment, LocalPicture, Round
from lagesbild.access.roles import Role
from reports.models import Build, Publication
from tests.browser.conftest import Person, wait_for
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo
from tests.factories.reports import zero_report

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SECRET = "Den hemliga beskrivningen nämner en plats som ingen utanför får läsa om"
OPEN = "Boende beskriver läget som oförändrat sedan förra gången."


def choose(page: Any, name: str, value: str) -> None:
    page.check(f"input[name='{name}'][value='{value}']", force=True)  # the whole card is the label, and lies over the radio


def fill_in(page: Any) -> None:
    """Answer every question on the form as its kind asks for."""
    radios = page.evaluate("[...new Set([...document.querySelectorAll('form input[type=radio]')].map(input => input.name))]")
    preferred = {"rating": "2", "trend": "oforandrad", "evidence": "fakta", "choice": None, "met": "ja", "category": "utsatt"}
    for name in radios:
        kind = name.rsplit("-", 1)[-1]
        value = preferred.get(kind) or page.locator(f"input[name='{name}']").first.get_attribute("value")
        choose(page, name, value)
    for name in page.evaluate("[...document.querySelectorAll('form.stack-l input[type=text], form textarea')].map(input => input.name)"):
        kind = name.rsplit("-", 1)[-1]
        words = {"count": "3", "share": "4", "secret_text": SECRET, "text": OPEN}.get(kind, "Underlag ur egna rapporter.")
        if kind in {"count", "share"} or page.locator(f"[name='{name}']").evaluate("field => field.tagName") == "TEXTAREA":
            page.fill(f"[name='{name}']", words)


@pytest.fixture
def round_() -> Round:
    """An open round with two local police areas: Rinkeby with Husby on the last list, and Botkyrka, whose zero report is approved."""
    make_lpo("Rinkeby")
    make_lpo("Botkyrka")
    rounds.list_area(make_area("Husby"))
    today = timezone.localdate()
    days = {"submit_by": today + timedelta(10), "review_by": today + timedelta(20), "decide_by": today + timedelta(30)}
    opened = rounds.open_round(2019, **days)
    zero_report(rounds.picture_of(opened, make_lpo("Botkyrka")))
    return opened


def test_the_people_do_a_whole_round(round_: Round, person: Callable[..., Person], worker: Any) -> None:
    picture = rounds.picture_of(round_)
    area = AreaAssessment.objects.get(picture=picture)
    officer, chief, reviewer = person(people.officer(picture.unit)), person(people.chief(picture.unit)), person(people.reviewer())
    decider, lead, editor = person(people.decider()), person(people.lead()), person(people.make_user(Role.NOA_EDITOR))
    head, publisher, visitor = person(people.head()), person(people.make_user(Role.PUBLISHER)), person()

    officer_fills_in(officer, picture, area)
    assert state_of(picture) == PictureState.DRAFT
    chief_submits(chief, picture)
    assert state_of(picture) == PictureState.SUBMITTED
    reviewer_returns_with_a_point(reviewer, picture, area)
    assert state_of(picture) == PictureState.RETURNED
    officer_answers(officer, picture, area)
    chief_submits(chief, picture)
    reviewer_approves(reviewer, picture)
    assert state_of(picture) == PictureState.APPROVED
    decider_decides(decider, round_, area)
    lead_closes(lead, round_)
    editor_compiles_and_head_approves(editor, head, round_)
    worker_builds_and_publisher_publishes(publisher, head)
    visitor_reads(visitor)
    assert nothing_secret_is_public(Path(settings.PUBLIC_DIR))
    everybody = [officer, chief, reviewer, decider, lead, editor, head, publisher, visitor]
    assert [complaint for somebody in everybody for complaint in somebody.complaints] == []


def state_of(picture: LocalPicture) -> str:
    return LocalPicture.objects.get(pk=picture.pk).state


def officer_fills_in(officer: Person, picture: LocalPicture, area: AreaAssessment) -> None:
    officer.go(f"/lagesbilder/{picture.pk}/")
    choose(officer.page, "S1-rating", "2")
    choose(officer.page, "S2-choice", "ja")
    for name in ("S1-text", "S2-text"):
        officer.page.fill(f"[name='{name}']", "Motivering.")
    officer.press("Spara")
    officer.go(f"/omraden/{area.pk}/")
    fill_in(officer.page)
    officer.press("Fortsätt senare")
    assert officer.reads("Sparat")


def chief_submits(chief: Person, picture: LocalPicture) -> None:
    chief.go(f"/lagesbilder/{picture.pk}/")
    chief.press("Signera och lämna in")


def reviewer_returns_with_a_point(reviewer: Person, picture: LocalPicture, area: AreaAssessment) -> None:
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Ta upp till granskning")
    reviewer.go(f"/omraden/{area.pk}/granska/")
    button = reviewer.page.get_by_role("button", name="Spara punkten till B2", exact=True, include_hidden=True)
    field = reviewer.page.locator("form", has=button).locator("textarea")
    field.evaluate("field => { for (let up = field; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true }")
    field.fill("Vilka platser gäller det?")
    reviewer.press("Spara punkten till B2")
    reviewer.press("Återlämna med 1 punkt")


def officer_answers(officer: Person, picture: LocalPicture, area: AreaAssessment) -> None:
    officer.go(f"/omraden/{area.pk}/")
    officer.page.fill(f"[name='point-{picture.points.get().pk}']", "Två platser, ur händelserapporterna.")
    officer.press("Fortsätt senare")


def reviewer_approves(reviewer: Person, picture: LocalPicture) -> None:
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Ta upp till granskning")
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Godkänn LPO Rinkeby")


def decider_decides(decider: Person, round_: Round, area: AreaAssessment) -> None:
    decider.go(f"/omraden/{area.pk}/beslut/")
    for criterion in round_.method.criteria.all():
        choose(decider.page, f"{criterion.code}-met", "ja")
    choose(decider.page, "category", "sarskilt")
    decider.page.fill("[name='open_grounds']", "Öppna skäl: många vill inte delta i rättsprocessen.")
    decider.page.locator("#besluta").click()
    wait_for(lambda: area_decided(area))


def lead_closes(lead: Person, round_: Round) -> None:
    lead.go("/omgangar/")
    lead.page.locator("form[action='/omgangar/2019/stang/'] button").click()
    wait_for(lambda: Round.objects.get(pk=round_.pk).state == "closed")


def editor_compiles_and_head_approves(editor: Person, head: Person, round_: Round) -> None:
    editor.go("/nationell/2019/")
    editor.page.locator("#sammanstall-knapp").click()
    wait_for(round_.national_pictures.exists)
    head.go("/nationell/2019/")
    head.page.locator("#godkann-lagesbilden").click()
    wait_for(lambda: round_.national_pictures.get().approved_at is not None)


def worker_builds_and_publisher_publishes(publisher: Person, head: Person) -> None:
    publisher.go("/nationell/2019/")
    publisher.page.locator("#bygg-rapporten").click()
    wait_for(lambda: Build.objects.filter(built_at__isnull=False).exists())
    build = Build.objects.get()
    head.go(f"/bygge/{build.pk}/")
    assert (head.page.locator(".checks > li").count(), head.page.locator(".checks > li.red").count()) == (11, 0)
    head.page.locator("#godkann-kontrollerna").click()
    wait_for(lambda: Build.objects.get().release_approved_at is not None)
    publisher.go(f"/bygge/{build.pk}/")
    publisher.press("Publicera rapporten")
    assert Publication.objects.get().version == 1


def visitor_reads(visitor: Person) -> None:
    visitor.go("/")
    assert visitor.page.url.endswith("/oppen/")
    visitor.page.get_by_role("link", name="Lägesbild 2019").click()
    visitor.page.get_by_role("link", name="Husby").first.click()
    visitor.page.wait_for_url("**/omrade/husby/**")
    assert visitor.reads("Särskilt utsatt område") and visitor.reads("många vill inte delta i rättsprocessen")


def area_decided(area: AreaAssessment) -> bool:
    return AreaAssessment.objects.filter(pk=area.pk, decision__category="sarskilt").exists()


@pytest.mark.parametrize("role", [Role.LPO_OFFICER, Role.LPO_CHIEF])
def test_a_neighbour_finds_none_of_its_addresses(round_: Round, person: Callable[..., Person], role: Role) -> None:
    picture = rounds.returned(rounds.picture_of(round_))
    area, point = picture.areas.get(), picture.points.get()
    own = person(people.officer(picture.unit))
    neighbour = person(people.make_user(role, make_lpo("Botkyrka")))
    own_pages = [f"/lagesbilder/{picture.pk}/", f"/omraden/{area.pk}/"]
    noa_pages = [f"/lagesbilder/{picture.pk}/granska/", f"/omraden/{area.pk}/granska/"]
    acts = [
        *(f"/lagesbilder/{picture.pk}/{act}/" for act in ("lamna-in", "foresla-omrade", "ta-upp-omrade", "ta-upp", "punkter")),
        *(f"/lagesbilder/{picture.pk}/{act}/" for act in (f"punkter/{point.pk}/ta-bort", "aterlamna", "godkann")),
        *(f"/omraden/{area.pk}/{act}/" for act in ("ta-bort", "beslut", "lamna-utan-beslut")),
    ]
    before = LocalPicture.objects.filter(pk=picture.pk).values().get()
    for path in own_pages:
        assert own.go(path).status == 200, path
    neighbour.go("/konto/")
    token = neighbour.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    for path in [*own_pages, *noa_pages, *acts]:
        assert neighbour.page.request.get(neighbour.base + path).status == 404, path
    for path in [*own_pages, *acts]:
        answer = neighbour.page.request.post(
            neighbour.base + path, form={"csrfmiddlewaretoken": token}, headers={"Referer": neighbour.base}
        )
        assert answer.status == 404, path
    assert LocalPicture.objects.filter(pk=picture.pk).values().get() == before


def nothing_secret_is_public(folder: Path) -> bool:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return not any(SECRET.encode() in path.read_bytes() for path in files)
