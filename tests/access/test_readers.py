"""Who can read something, and why: the page says what the scope says, and giving and ending work as people do it."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from areas.models import UnitUserGrant
from assessments.models import PersonalGrant
from assessments.queries.readers import readers_of
from lagesbild.access.actions import take_role
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.queries import readings_of
from reports.annex.actions import end_copy, take_copy
from reports.annex.models import CopyState
from reports.annex.queries import readers_of_annex
from reports.queries.readers import readers_of_national
from tests.factories import people
from tests.factories.places import make_nation
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
    told = {(row.username, Codename.VIEW_CLASSIFIED.value in row.holds) for row in readers_of(scene.picture)}
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
    grant = PersonalGrant.objects.get(case_number="")
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
    assert not PersonalGrant.objects.filter(case_number="").exists()


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


def test_a_grant_by_hand_is_told_too(scene: Whole, db: None) -> None:
    """There should be none, and the scope counts them: so the list does."""
    user = people.make_user(Role.SYSTEM_ADMIN, username="utan.roll")
    assert user.username not in {row.username for row in readers_of(scene.picture)}
    for table in (Codename.VIEW_PICTURE, Codename.VIEW_NATIONAL):
        permission = Permission.objects.get(codename=table.value, content_type__model="unit")
        UnitUserGrant.objects.create(user=user, content_object=scene.own, permission=permission)
    assert Scope.of(user).can(Codename.VIEW_PICTURE, scene.own.pk)
    row = next(row for row in readers_of(scene.picture) if row.username == user.username)
    assert row.why == "Utan roll, direkt på LPO Rinkeby"
    assert user.username in {row.username for row in readers_of_national()}


def everybody(scene: Whole) -> None:
    """Make somebody in every role, one whose account is closed, and one who has a start password still."""
    for role in Role:
        people.make_user(role, scene.own if role in LOCAL_ROLES else None)
    for name, changed in (("stangd", {"is_active": False}), ("ny", {"has_start_password": True})):
        user = people.make_user(Role.NOA_HEAD, username=name)
        User.objects.filter(pk=user.pk).update(**changed)


def test_who_reads_the_annex_is_the_scope_turned_round(scene: Whole, db: None) -> None:
    everybody(scene)
    told = [row.username for row in readers_of_annex()]
    assert sorted(told) == sorted(user.username for user in User.objects.all() if Scope.of(user).can(Codename.VIEW_ANNEX))
    assert len(told) >= 3


def test_who_reads_the_national_picture_is_the_scope_turned_round(scene: Whole, db: None) -> None:
    everybody(scene)
    asked = (Codename.VIEW_NATIONAL, Codename.COMPILE, Codename.APPROVE_PICTURE, Codename.APPROVE_RELEASE, Codename.PUBLISH)
    told = {row.username: row.holds for row in readers_of_national()}
    expected = {}
    for user in User.objects.all():
        scope = Scope.of(user)
        if scope.can(Codename.VIEW_NATIONAL):
            expected[user.username] = {codename.value for codename in asked if scope.can(codename)}
    assert told == expected
    assert len({frozenset(holds) for holds in told.values()}) >= 4
    reads = {row.username: row.reads for row in readers_of_national()}
    assert reads["noa-redaktor.noa"] == "Hela, och får sammanställa"
    assert reads["noa-chef.noa"] == "Hela, och får godkänna och godkänna kontrollerna"


def test_the_pages_say_it(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    everybody(scene)
    head, editor = login(Role.NOA_HEAD), login(Role.NOA_EDITOR)
    year, annex = scene.published.year, f"/bilaga/{scene.national.pk}/"
    assert f"/nationell/{year}/lasare/" in editor.get(f"/nationell/{year}/").content.decode()
    shown = editor.get(f"/nationell/{year}/lasare/").content.decode()
    assert all(row.username in shown and row.why in shown for row in readers_of_national())
    assert "Den publicerade rapporten läser alla." in shown
    assert f"{annex}lasare/" in head.get(annex).content.decode()
    assert "Inget exemplar är ute." in head.get(f"{annex}lasare/").content.decode()
    area = head.get(f"/omraden/{scene.area.pk}/").content.decode()
    assert f'<a href="/lagesbilder/{scene.picture.pk}/lasare/">Vem kan läsa: samma som hela lägesbilden</a>' in area
    assert "läser också dess områden" in head.get(f"/lagesbilder/{scene.picture.pk}/lasare/").content.decode()


def test_the_annexs_page_says_who_has_an_exemplar(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    editor = people.make_user(Role.NOA_EDITOR)
    head, page = login(Role.NOA_HEAD), f"/bilaga/{scene.national.pk}/lasare/"
    take_copy(scene.national, by=editor)
    take_copy(scene.national, recipient="Åklagarmyndigheten", by=people.head())
    gone = take_copy(scene.national, by=people.decider())
    end_copy(gone, state=CopyState.DESTROYED, by=people.decider())
    shown = head.get(page).content.decode()
    assert [text in shown for text in ("Exemplar 1", "Exemplar 2", "Exemplar 3")] == [True, True, False]
    assert "Åklagarmyndigheten" in shown
    assert "Utanför systemet" in shown
    assert "Nej, inte längre" not in shown
    take_role(editor, role=Role.NOA_EDITOR, unit=make_nation(), by=None)
    assert "Nej, inte längre" in head.get(page).content.decode()


def test_who_reads_for_a_time_sees_who_else_does(scene: Whole, db: None, login: Callable[[str], Client]) -> None:
    """The picture's page has the link: it leads somewhere for everybody who sees it."""
    guest = people.make_user(Role.DATA_ADMIN)
    page = f"/lagesbilder/{scene.picture.pk}/lasare/"
    client = login(Role.DATA_ADMIN)
    assert client.get(page).status_code == 404
    assert post(login(Role.LPO_CHIEF), scene, username=guest.username).status_code == 302
    assert client.get(page).status_code == 200
