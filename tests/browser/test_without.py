"""The work without a mouse, and without script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.enums import PictureState
from assessments.models import Answer, AreaAssessment, LocalPicture, Round
from tests.browser.conftest import Person
from tests.browser.test_whole_round import choose, fill_in
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_() -> Round:
    """An open round where LPO Rinkeby has Husby on the last list."""
    make_lpo("Rinkeby")
    rounds.list_area(make_area("Husby"))
    today = timezone.localdate()
    days = {"submit_by": today + timedelta(10), "review_by": today + timedelta(20), "decide_by": today + timedelta(30)}
    return rounds.open_round(2019, **days)


def test_the_first_tab_leads_past_the_menu(round_: Round, person: Callable[..., Person]) -> None:
    officer = person(people.officer())
    for path in ("/arbete/", f"/lagesbilder/{rounds.picture_of(round_).pk}/", "/oppen/"):
        officer.go(path)
        officer.page.keyboard.press("Tab")
        assert officer.page.evaluate("document.activeElement.className") == "skip", path
        officer.page.keyboard.press("Enter")
        assert officer.page.evaluate("document.activeElement.tagName") == "MAIN", path


def test_a_question_is_answered_and_saved_with_keys_only(round_: Round, person: Callable[..., Person]) -> None:
    officer = person(people.officer())
    area = AreaAssessment.objects.get(picture__round=round_)
    officer.go(f"/omraden/{area.pk}/")
    keyboard = officer.page.keyboard
    _tab_to(officer, "input[name='B5-rating']")
    for key in ("Space", "ArrowRight", "ArrowRight"):
        keyboard.press(key)
    assert officer.page.locator("input[name='B5-rating']:checked").get_attribute("value") == "2"
    assert officer.page.evaluate("getComputedStyle(document.activeElement.closest('.opt')).outlineStyle") == "solid", "focus is seen"
    _tab_to(officer, "button[name='then'][value='later']")
    _not_covered(officer)
    with officer.page.expect_navigation():
        keyboard.press("Enter")
    assert Answer.objects.get(area=area, question__code="B5").rating == 2


def test_a_round_of_review_needs_no_script(round_: Round, person: Callable[..., Person]) -> None:
    picture = rounds.picture_of(round_)
    area = AreaAssessment.objects.get(picture=picture)
    officer = person(people.officer(), java_script_enabled=False)
    officer.go(f"/lagesbilder/{picture.pk}/")
    choose(officer.page, "S1-rating", "2")
    choose(officer.page, "S2-choice", "ja")
    for name in ("S1-text", "S2-text"):
        officer.page.fill(f"[name='{name}']", "Motivering.")
    officer.press("Spara")
    officer.go(f"/omraden/{area.pk}/")
    fill_in(officer.page)
    officer.press("Spara")
    assert officer.reads("27 av 27 svar klara")

    chief = person(people.chief(), java_script_enabled=False)
    chief.go(f"/lagesbilder/{picture.pk}/")
    chief.press("Signera och lämna in")
    reviewer = person(people.reviewer(), java_script_enabled=False)
    _take_up(reviewer, picture)
    reviewer.go(f"/omraden/{area.pk}/granska/")
    reviewer.page.get_by_text("Lägg till en punkt till B2").click()
    reviewer.page.get_by_role("button", name="Spara punkten till B2", exact=True).locator("xpath=ancestor::form").locator("textarea").fill(
        "Vilka platser gäller det?"
    )
    reviewer.press("Spara punkten till B2")
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Återlämna med 1 punkt")
    assert _state(picture) == PictureState.RETURNED

    officer.go(f"/omraden/{area.pk}/")
    officer.page.fill(f"[name='point-{picture.points.get().pk}']", "Två platser, ur händelserapporterna.")
    officer.press("Spara")
    chief.go(f"/lagesbilder/{picture.pk}/")
    chief.press("Signera och lämna in")
    _take_up(reviewer, picture)
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Godkänn LPO Rinkeby")
    assert _state(picture) == PictureState.APPROVED


def _take_up(reviewer: Person, picture: LocalPicture) -> None:
    reviewer.go(f"/lagesbilder/{picture.pk}/granska/")
    reviewer.press("Ta upp till granskning")


def _state(picture: LocalPicture) -> str:
    return LocalPicture.objects.get(pk=picture.pk).state


def _tab_to(somebody: Person, selector: str) -> None:
    """Press Tab until `selector` has the focus, as somebody without a mouse does."""
    for _step in range(300):
        somebody.page.keyboard.press("Tab")
        if somebody.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard never reaches {selector}")


def _not_covered(somebody: Person) -> None:
    """Assert that what has the focus is on the screen and nothing lies over it."""
    assert somebody.page.evaluate(
        """() => { const own = document.activeElement, box = own.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return own === top || own.contains(top) }"""
    )
