"""Who can read a local picture, and why: the page says what the scope says, and giving and ending work as people do it."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from assessments.models import PersonalGrant
from assessments.queries.readers import readers_of
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.queries import readings_of
from tests.factories import people
from tests.factories.whole import Whole


def post(client: Client, scene: Whole, **changed: str) -> Client:
    day = str(timezone.localdate() + timedelta(days=3))
    body = {"username": f"lpo-chef.{scene.neighbour.key}", "level": "classified", "purpose": "Jämför bedömningar", "last_day": day}
    return client.post(f"/lagesbilder/{scene.picture.pk}/lasare/ge/", body | changed)


def test_the_list_is_the_scope_turned_round(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    for role in Role:
        people.make_user(role, scene.own if role in LOCAL_ROLES else None)
    people.chief(scene.neighbour)
    assert post(login(Role.LPO_CHIEF), scene).status_code == 302
    told = {(row.username, row.reads_secret) for row in readers_of(scene.picture)}
    expected = set()
    for user in User.objects.all():
        scope = Scope.of(user)
        place = {"unit_id": scene.own.pk, "picture_id": scene.picture.pk}
        if scope.can(Codename.VIEW_PICTURE, **place):
            expected.add((user.username, scope.can(Codename.VIEW_CLASSIFIED, **place)))
    assert told == expected
    assert len({secret for _name, secret in told}) == 2


def test_a_grant_is_given_read_and_ended(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    chief, neighbour = login(Role.LPO_CHIEF), people.chief(scene.neighbour)
    reader = Client()
    reader.force_login(neighbour)
    page = f"/lagesbilder/{scene.picture.pk}/"
    assert reader.get(page).status_code == 404
    assert post(chief, scene).status_code == 302
    assert reader.get(page).status_code == 200
    shown = chief.get(f"{page}lasare/").content.decode()
    assert "Jämför bedömningar" in shown
    grant = PersonalGrant.objects.get()
    assert reader.post(f"/behorigheter/{grant.pk}/avsluta/").status_code in {403, 404}
    assert chief.post(f"/behorigheter/{grant.pk}/avsluta/").status_code == 302
    assert reader.get(page).status_code == 404


def test_a_refused_grant_says_why(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    people.chief(scene.neighbour)
    chief, lead = login(Role.LPO_CHIEF), login(Role.NOA_LEAD)
    far = str(timezone.localdate() + timedelta(days=60))
    for client, changed, sentence in (
        (chief, {"username": "finns.inte"}, "Det finns inget konto med det namnet."),
        (chief, {"username": f"lpo-chef.{scene.own.key}"}, "ingen ger sig själv behörighet"),
        (chief, {"purpose": ""}, "Skriv vad behörigheten behövs till."),
        (chief, {"last_day": far}, "den ska sluta inom 30 dagar"),
        (lead, {}, "Välj något som du själv får läsa."),
    ):
        answer = post(client, scene, **changed)
        assert answer.status_code == 400
        assert sentence in answer.content.decode(), changed
    assert post(login(Role.LPO_OFFICER), scene).status_code == 403
    assert not PersonalGrant.objects.exists()


def test_its_owner_sees_who_has_read_it(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    chief, reviewer = login(Role.LPO_CHIEF), login(Role.NOA_REVIEWER)
    page = f"/lagesbilder/{scene.picture.pk}/"
    for _time in range(2):
        assert reviewer.get(page).status_code == 200
    shown = chief.get(f"{page}lasare/").content.decode()
    assert "Vem har läst" in shown
    assert "noa-granskare@noa" in shown
    row = next(row for row in readings_of(scene.picture) if row.actor == f"{Role.NOA_REVIEWER.value}.noa")
    assert row.times == 2
    assert AuditEvent.objects.latest("id").event == Event.AUDIT_READ
    assert "Vem har läst" not in login(Role.LPO_OFFICER).get(f"{page}lasare/").content.decode()
