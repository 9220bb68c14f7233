"""A role that is taken while its holder writes: the typed text is there after the save, by hand and by itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import AreaAssessment
from lagesbild.access.actions import take_role
from lagesbild.access.roles import Role
from tests.browser.conftest import Person
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TEXT = "Två vittnen såg samma sak vid torget.\nDe vill inte synas."


@pytest.mark.parametrize("script", [True, False])
def test_the_officer_has_the_text_when_the_role_is_gone(script: bool, person: Callable[..., Person]) -> None:
    make_lpo("Rinkeby")
    rounds.list_area(make_area("Husby"))
    today = timezone.localdate()
    round_ = rounds.open_round(2019, submit_by=today + timedelta(10), review_by=today + timedelta(20), decide_by=today + timedelta(30))
    area, user = AreaAssessment.objects.get(picture__round=round_), people.officer()
    officer = person(user, java_script_enabled=script)
    officer.go(f"/omraden/{area.pk}/")
    take_role(user, role=Role.LPO_OFFICER, unit=make_lpo("Rinkeby"), by=None)

    field = officer.page.locator("[name='B2-comment']")
    if script:
        field.fill(TEXT)
        field.blur()
        status = officer.page.locator("#sparat")
        expect(status).to_contain_text("Inte sparat: det finns inget här, eller så har du inte längre behörighet. Det du skrev står kvar")
        assert field.input_value() == TEXT, "the automatic save leaves the page as it is"
    else:
        field.fill(TEXT, force=True)
    officer.press("Spara")

    assert officer.reads("Det finns inget här, eller så har du inte längre behörighet")
    assert officer.reads("Det du skrev är inte sparat. Kopiera det härifrån")
    kept = officer.page.get_by_label("Text 1, fråga B2")
    assert kept.input_value() == TEXT
    assert not kept.is_editable()
    if script:
        assert officer.violations() == []
        officer.page.set_viewport_size({"width": 390, "height": 900})
        assert officer.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
