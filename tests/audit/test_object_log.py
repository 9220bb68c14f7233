"""The log of one thing for who owns it, and the events of searches and of files taken out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from assessments.models import AreaAssessment
from lagesbild.access.roles import Role
from lagesbild.audit.events import KINDS, Event, Kind
from lagesbild.audit.models import AuditEvent
from reports.models import NationalPicture
from tests.factories.places import make_area
from tests.factories.whole import MARKS, Whole
from tests.scenes import NEXT_DOOR, login, scene

__all__ = ["login", "scene"]

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]


def last() -> AuditEvent:
    return AuditEvent.objects.latest("id")


def test_the_owner_of_an_area_sees_who_read_and_changed_it(scene: Whole, login: Browser) -> None:
    where = f"/omraden/{scene.area.pk}/"
    assert login(Role.NOA_REVIEWER).get(f"{where}granska/").status_code == 200
    chief = login(Role.LPO_CHIEF)
    page = chief.get(f"{where}handelser/").text
    assert "<b>noa-granskare.noa</b> läste sekretessbelagd del" in page
    assert "<b>lpo-handlaggare.lpo-rinkeby</b> sparade svar" in page
    assert "noa-granskare@noa" in page
    assert (last().event, last().object_type, last().object_id) == (Event.AUDIT_READ, "assessments.AreaAssessment", scene.area.pk)
    assert "läste händelseloggen" in chief.get(f"{where}handelser/").text
    assert f'href="{where}handelser/"' in chief.get(where).text
    assert f'href="{where}handelser/"' not in login(Role.LPO_OFFICER).get(where).text
    assert not any(mark in page for mark in MARKS.values())


def test_another_areas_events_are_not_among_them(scene: Whole, login: Browser) -> None:
    version = make_area("Nyby", scene.own)
    place = {"area": version.area, "area_version": version, "name": version.name, "municipality": version.municipality}
    other = AreaAssessment.objects.create(picture=scene.picture, **place)
    assert "Inget har hänt än" in login(Role.LPO_CHIEF).get(f"/omraden/{other.pk}/handelser/").text


def test_the_local_police_area_is_not_told_of_noas_work_before_its_time(scene: Whole, login: Browser) -> None:
    """A point that is not sent yet, and a decision that is not published, are events of the picture."""
    decided = scene.decision.assessment
    owner = Role.LPO_CHIEF if decided.picture.unit_id == scene.own.pk else f"{NEXT_DOOR}{Role.LPO_CHIEF}"
    for actor, path, words in (
        (Role.LPO_CHIEF, f"/lagesbilder/{scene.picture.pk}/", "lade till en punkt"),
        (owner, f"/omraden/{decided.pk}/", "beslutade kategori"),
    ):
        assert words in login(Role.NOA_HEAD).get(f"{path}handelser/").text
        answer = login(actor).get(f"{path}handelser/")
        assert answer.status_code == 200
        assert words not in answer.text
    assert "signerade och lämnade in" in login(Role.LPO_CHIEF).get(f"/lagesbilder/{scene.picture.pk}/handelser/").text


def test_the_head_sees_the_annex_and_those_who_publish_the_build(scene: Whole, login: Browser) -> None:
    picture = NationalPicture.objects.get(pk=scene.national.pk)
    assert login(Role.NOA_DECIDER).post(f"/bilaga/{picture.pk}/exemplar/", {"recipient": "Länsstyrelsen, chefen"}).status_code == 302
    assert login(Role.NOA_EDITOR).get(f"/bilaga/{picture.pk}/").status_code == 200
    page = login(Role.NOA_HEAD).get(f"/bilaga/{picture.pk}/handelser/").text
    for words in ("läste den sekretessbelagda bilagan", "tog ut ett exemplar", "Länsstyrelsen, chefen"):
        assert words in page
    assert "sammanställde" not in page
    assert login(Role.NOA_EDITOR).get(f"/bilaga/{picture.pk}/handelser/").status_code == 403
    page = login(Role.PUBLISHER).get(f"/bygge/{scene.build.pk}/handelser/").text
    for words in ("beställde ett bygge", "byggde rapporten", "godkände kontrollerna före publicering", "publicerade"):
        assert words in page


SECRET_WORDS = "smältdegeln"


@pytest.mark.parametrize(
    ("role", "path", "asked", "name", "fields"),
    [
        (Role.SYSTEM_ADMIN, "/konton/", {"sok": SECRET_WORDS, "lage": "open"}, "konton", ["lage", "sok"]),
        (Role.NOA_HEAD, "/behorigheter/", {"sok": SECRET_WORDS}, "behörigheter", ["sok"]),
        (Role.NOA_LEAD, "/omgangar/2021/", {"region": SECRET_WORDS}, "lägesvägg", ["region"]),
        (Role.NOA_LEAD, "/beslut/2021/", {"region": SECRET_WORDS}, "beslut", ["region"]),
    ],
)
def test_a_search_is_an_event_without_its_words(
    role: Role, path: str, asked: dict[str, str], name: str, fields: list[str], scene: Whole, login: Browser
) -> None:
    browser = login(role)
    before = AuditEvent.objects.filter(event=Event.SEARCHED).count()
    assert browser.get(path).status_code == 200
    assert AuditEvent.objects.filter(event=Event.SEARCHED).count() == before, "nothing was asked for"
    assert browser.get(path, asked).status_code == 200
    event = last()
    assert (event.event, KINDS[Event(event.event)]) == (Event.SEARCHED, Kind.SEARCHED)
    assert event.detail == {"page": name, "fields": fields, "rows": 0}
    assert event.actor.startswith(role.value)


def test_a_file_taken_out_of_a_build_is_an_event_and_a_page_is_not(scene: Whole, login: Browser) -> None:
    browser, root = login(Role.PUBLISHER), f"/bygge/{scene.build.pk}/forhandsvisning/"
    assert browser.get(root).status_code == 200
    assert last().event != Event.BUILD_FILE_TAKEN
    for name, form in (("rapport.pdf", "pdf"), ("omraden.csv", "csv"), ("omraden.geojson", "geojson")):
        assert browser.get(f"{root}{name}").status_code == 200
        event = last()
        assert (event.event, event.object_id, event.detail, event.recipient) == (
            Event.BUILD_FILE_TAKEN, scene.build.pk, {"form": form}, "publicist.noa",
        )  # fmt: skip
    assert KINDS[Event.BUILD_FILE_TAKEN] == Kind.DISCLOSED
    assert escape("hämtade en fil ur ett bygge") in browser.get(f"/bygge/{scene.build.pk}/handelser/").text
