"""A right that ends in the middle of a form: the person gets back what they typed, and nobody else learns anything of it."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from assessments.actions.personal_grants import give_grant
from assessments.models import AreaAssessment, LocalPicture
from assessments.models.personal_grant import Level
from lagesbild import clock
from lagesbild.access.actions import take_role
from lagesbild.access.roles import Role
from lagesbild.accounts.actions import close_account
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from tests.factories import people, rounds
from tests.factories.people import make_user
from tests.factories.tables import own_tables
from tests.factories.whole import Whole
from tests.scenes import login, scene

__all__ = ["login", "scene"]

pytestmark = pytest.mark.django_db

SECRET = 'Två vittnen såg "smältdegeln" <b>vid</b> torget.'
SHOWN = "Två vittnen såg &quot;smältdegeln&quot; &lt;b&gt;vid&lt;/b&gt; torget."
GONE = "Det finns inget här, eller så har du inte längre behörighet"
COPY = "Det du skrev är inte sparat. Kopiera det härifrån"
TYPED = {
    "csrfmiddlewaretoken": "kakbit-0123456789-ABCDEFGHIJKL",
    "version": "0",
    "B2-rating": "3",
    "B2-comment": SECRET,
    "T2-text": "Öppet. Och kort.",
}
NUMBER = re.compile(r"F \w{3} \w{3}")

Browser = Callable[[str], Client]


def draft(scene: Whole) -> LocalPicture:
    """Return the neighbour's picture, in which nobody has written."""
    return rounds.picture_of(scene.open, scene.neighbour)


def form_of(scene: Whole) -> str:
    return f"/omraden/{AreaAssessment.objects.get(picture=draft(scene)).pk}/"


def take(role: Role, scene: Whole) -> None:
    unit = scene.neighbour if role in {Role.LPO_OFFICER, Role.LPO_CHIEF} else None
    user = make_user(role, unit)
    group = user.groups.get().role_group
    take_role(user, role=role, unit=group.unit, by=None)


def gives_back(answer: Any, status: int) -> None:
    page = answer.text
    assert answer.status_code == status
    assert GONE in page and COPY in page and SHOWN in page
    assert page.count("readonly") == page.count("<textarea") > 0
    assert "no-store" in answer.headers["Cache-Control"]
    assert "kakbit" not in page and 'value="3"' not in page


def nothing_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    assert "smältdegeln" not in caplog.text
    with connection.cursor() as cursor:
        for table in [*own_tables(), "django_session"]:
            cursor.execute(f"select count(*) from {table} t where t::text ilike '%smältdegeln%'")
            assert cursor.fetchone()[0] == 0, table


def test_a_role_taken_in_the_middle(scene: Whole, login: Browser, caplog: pytest.LogCaptureFixture) -> None:
    officer, where = login("granne: lpo-handlaggare"), form_of(scene)
    assert officer.get(where).status_code == 200
    take(Role.LPO_OFFICER, scene)
    with caplog.at_level(logging.DEBUG):
        answer = officer.post(where, TYPED)
    gives_back(answer, 404)
    assert "Text 1, fråga B2" in answer.text
    assert "Öppet. Och kort." in answer.text
    event = AuditEvent.objects.latest("id")
    assert (event.event, event.actor) == (Event.ACCESS_DENIED, "lpo-handlaggare.lpo-botkyrka")
    assert event.detail == {"view": "assessments:area", "status": 404, "pk": int(where.split("/")[2])}
    nothing_is_kept(caplog)


def test_a_personal_grant_that_ends_in_the_middle(scene: Whole, login: Browser, caplog: pytest.LogCaptureFixture) -> None:
    reader, where = login(Role.LPO_OFFICER), form_of(scene)
    until = clock.now() + timedelta(hours=1)
    user = people.officer(scene.own)
    give_grant(draft(scene), user=user, level=Level.CLASSIFIED, purpose="Samverkan", until=until, by=people.chief(scene.neighbour))
    assert reader.get(where).status_code == 200
    gives_back(reader.post(where, TYPED), 403)  # it reads and never writes
    with clock.at(until):
        gives_back(reader.post(where, TYPED), 404)
    nothing_is_kept(caplog)


def test_a_closed_account_gets_the_login_and_nothing_else(scene: Whole, login: Browser) -> None:
    officer, where = login("granne: lpo-handlaggare"), form_of(scene)
    assert officer.get(where).status_code == 200
    close_account(people.officer(scene.neighbour), by=make_user(Role.SYSTEM_ADMIN))
    answer = officer.post(where, TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/konto/login/?next={where}")
    assert "smältdegeln" not in answer.text


def test_other_forms_give_back_too(scene: Whole, login: Browser) -> None:
    for role, path, name in (
        (Role.NOA_REVIEWER, f"/lagesbilder/{scene.picture.pk}/punkter/", "text"),
        (Role.NOA_DECIDER, f"/omraden/{scene.area.pk}/beslut/", "U1-text"),
        (Role.NOA_EDITOR, f"/nationell/{scene.published.year}/version/1/omrade/husby/", "grounds"),
        (Role.NOA_EDITOR, f"/nationell/{scene.published.year}/version/1/text/", "summary"),
        (Role.DATA_ADMIN, "/sekretess/grunder/1/", "words"),
    ):
        make_user(role)
        browser = login(role)
        assert path.endswith(("/punkter/", "/text/")) or browser.get(path).status_code == 200, path
        take(role, scene)
        gives_back(browser.post(path, {name: SECRET}), 404)
        make_user(role)


def test_a_stranger_reads_the_same_of_what_is_there_and_what_is_not(scene: Whole, login: Browser) -> None:
    stranger, where = login(Role.SECURITY), form_of(scene)
    invented = {"hittepå": SECRET, "U7-text": "Något annat, påhittat."}
    told = set()
    for path in (
        where,
        "/omraden/987654/",
        "/omraden/987654/beslut/",
        "/finns/inte/",
        "/lagesbilder/987654/punkter/",
        "/behorigheter/1/konto/1/",
    ):
        answer = stranger.post(path, invented)
        gives_back(answer, 404)
        told.add(NUMBER.sub("", answer.text))
    assert len(told) == 1
    page = told.pop()
    assert "Husby" not in page and "Alby" not in page
    for path in (where, "/omraden/987654/"):
        assert "Sidan finns inte" in stranger.post(path, {"version": "3", "B2-rating": "2"}).text, "nothing was typed"
        assert "Sidan finns inte" in stranger.get(f"{path}?text=Hej+du+där").text


def test_what_another_site_sends_is_not_shown(scene: Whole) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(Role.SECURITY))
    for path in ("/finns/inte/", form_of(scene)):
        answer = browser.post(path, {"text": SECRET})
        assert answer.status_code in {403, 404}
        assert "smältdegeln" not in answer.text


@pytest.mark.parametrize("name", ["password", "old_password", "new_password1", "code", "credential", "csrfmiddlewaretoken", "api_token"])
def test_passwords_and_codes_are_never_shown(name: str, login: Browser) -> None:
    browser = login(Role.SECURITY)
    assert "Hemlig Fras" not in browser.post("/finns/inte/", {name: "Hemlig Fras 12", "text": SECRET}).text
    assert "Hemlig Fras" not in browser.post("/konto/faktor/987654/ta-bort/", {"vad": "Hemlig Fras 12"}).text


def test_an_automatic_save_stays_on_its_page_and_gets_a_sentence(scene: Whole, login: Browser) -> None:
    officer, where = login("granne: lpo-handlaggare"), form_of(scene)
    page = officer.get(where).text
    assert 'data-gone="Inte sparat: det finns inget här, eller så' in page
    take(Role.LPO_OFFICER, scene)
    answer = officer.post(where, TYPED, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text, answer.headers["X-Not-Saved"]) == (404, f"{GONE}.", "gone")


def test_allowed_but_not_now_gives_back_what_has_no_form_any_more(scene: Whole, login: Browser) -> None:
    """The area is left out, or the picture is another reviewer's, between the opening of the form and its sending."""
    decided = scene.decision.assessment
    decider, reviewer = login(Role.NOA_DECIDER), login(Role.NOA_REVIEWER)
    for browser, path, body in (
        (decider, f"/omraden/{decided.pk}/beslut/", {"category": "utsatt", "open_grounds": SECRET}),
        (decider, f"/omraden/{decided.pk}/lamna-utan-beslut/", {"reason": SECRET}),
        (reviewer, f"/lagesbilder/{draft(scene).pk}/punkter/", {"question": "S1", "text": SECRET}),
        (reviewer, f"/lagesbilder/{scene.picture.pk}/punkter/", {"question": "finns inte", "text": SECRET}),
    ):
        answer = browser.post(path, body)
        assert answer.status_code == 409, path
        assert COPY in answer.text and SHOWN in answer.text and GONE not in answer.text
    assert "Du kan inte besluta" in decider.post(f"/omraden/{decided.pk}/beslut/", {"open_grounds": SECRET}).text


def test_too_large_a_form_is_refused_and_never_a_fault_of_ours(login: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = login(Role.SECURITY).post("/finns/inte/", {"a": "Ett ord", "b": "Två ord", "c": "Tre ord"})
    assert answer.status_code in {400, 404}
    assert "Tre ord" not in answer.text


def test_every_refused_form_is_an_event_without_its_words(login: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """Also where the address holds no number; a page that was only asked for there is no try."""
    stranger = login(Role.NOA_EDITOR)
    before = AuditEvent.objects.filter(event=Event.ACCESS_DENIED).count()
    assert stranger.get("/konton/nytt/").status_code == 404
    assert AuditEvent.objects.filter(event=Event.ACCESS_DENIED).count() == before
    assert stranger.post("/konton/nytt/", {"username": "ny.konto", "text": SECRET}).status_code == 404
    assert AuditEvent.objects.latest("id").detail == {"view": "areas:person_new", "status": 404}
    nothing_is_kept(caplog)
