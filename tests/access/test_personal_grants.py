"""One person reads one local picture for a time: as the scope says it, as the database says it, and as the pages show it."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from assessments.actions.personal_grants import end_grant, end_overdue, give_grant
from assessments.classified.models import ClassifiedAnswer, Proposal
from assessments.models import AreaAssessment, LocalPicture, PersonalGrant, PictureUserGrant
from assessments.models.personal_grant import GIVES, Ended, Level
from lagesbild import clock
from lagesbild.access.acting import acting_as
from lagesbild.access.codenames import Codename
from lagesbild.access.guardian import grant_user
from lagesbild.access.roles import Role
from lagesbild.access.scope import ALL, Scope
from lagesbild.access.second_factor import CLASSIFIED
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db

BY_ROLE = {Role.LPO_OFFICER, Role.LPO_CHIEF, Role.NOA_REVIEWER}


def give(scene: Whole, user: User, *, level: Level = Level.CLASSIFIED, days: int = 7, by: User | None = None) -> PersonalGrant:
    until = clock.now() + timedelta(days=days)
    giver = by or people.chief(scene.own)
    return give_grant(scene.picture, user=user, level=level, purpose="Samverkan om fyllda områden", until=until, by=giver)


def guest() -> User:
    """Return an account that reads nothing by its role."""
    return people.make_user(Role.SYSTEM_ADMIN, username="gast")


def reads(user: User) -> int:
    with acting_as(user):
        return ClassifiedAnswer.objects.count()


def test_a_grant_opens_one_picture_and_nothing_else(scene: Whole) -> None:
    user = guest()
    assert reads(user) == 0
    give(scene, user)
    scope = Scope.of(user)
    assert list(LocalPicture.objects.visible_to(scope)) == [scene.picture]
    assert set(AreaAssessment.objects.visible_to(scope)) == set(AreaAssessment.objects.filter(picture=scene.picture))
    with acting_as(user):
        assert {row.picture_id for row in ClassifiedAnswer.objects.all()} == {scene.picture.pk}
        assert set(ClassifiedAnswer.objects.visible_to(scope)) == set(ClassifiedAnswer.objects.all())
    assert not scope.can(Codename.VIEW_CLASSIFIED)
    assert not scope.can(Codename.VIEW_CLASSIFIED, scene.own.pk)
    assert scope.can(Codename.VIEW_CLASSIFIED, scene.own.pk, picture_id=scene.picture.pk)


def test_the_open_level_opens_no_classified_row(scene: Whole) -> None:
    user = guest()
    give(scene, user, level=Level.OPEN, by=people.lead())
    assert list(LocalPicture.objects.visible_to(Scope.of(user))) == [scene.picture]
    assert reads(user) == 0
    with acting_as(user):
        assert not ClassifiedAnswer.objects.visible_to(Scope.of(user)).exists()


def test_a_grant_never_writes(scene: Whole) -> None:
    """Neither through the application nor past it: the policies that write do not count personal grants."""
    user = guest()
    give(scene, user)
    with acting_as(user):
        assert ClassifiedAnswer.objects.exists()
        assert not ClassifiedAnswer.objects.update(written_at=clock.now())
        assert not Proposal.objects.all().delete()[0]
    client = Client()
    client.force_login(user)
    assert client.post(reverse("assessments:picture", args=[scene.picture.pk])).status_code == 403


def test_the_pages_of_the_picture_open_and_others_do_not(scene: Whole) -> None:
    user = guest()
    client = Client()
    client.force_login(user)
    page = reverse("assessments:picture", args=[scene.picture.pk])
    assert client.get(page).status_code == 404
    give(scene, user)
    assert client.get(page).status_code == 200
    assert AuditEvent.objects.filter(event=Event.CLASSIFIED_READ, actor=user, object_id=scene.picture.pk).exists()
    other = LocalPicture.objects.exclude(pk=scene.picture.pk)[0]
    assert client.get(reverse("assessments:picture", args=[other.pk])).status_code == 404
    assert client.get(reverse("assessments:rounds")).status_code == 404


def test_it_needs_the_second_factor_as_a_role_does(scene: Whole) -> None:
    """Whoever needs none by their role needs one from the moment they read something classified personally."""
    user = people.make_user(Role.DATA_ADMIN)
    client = Client()
    client.force_login(user)
    session = client.session
    del session["second_factor"]
    session.save()
    page = reverse("assessments:picture", args=[scene.picture.pk])
    assert client.get(page).status_code == 404
    give(scene, user)
    assert client.get(page).headers["Location"] == reverse("accounts:enrol")
    withheld = Scope.of(user).withholding(CLASSIFIED)
    assert withheld.withheld == {Codename.VIEW_CLASSIFIED}
    assert not ClassifiedAnswer.objects.visible_to(withheld).exists()
    assert withheld.pictures(Codename.VIEW_PICTURE) == {scene.picture.pk}


def test_it_stops_counting_the_second_its_time_is_out(scene: Whole) -> None:
    """Nobody has to take it away first: the row is still there, and neither the scope nor the database counts it."""
    user = guest()
    given = give(scene, user)
    with clock.at(given.until - timedelta(seconds=1)):
        assert Scope.of(user).pictures(Codename.VIEW_CLASSIFIED)
    with clock.at(given.until):
        assert not Scope.of(user).pictures(Codename.VIEW_CLASSIFIED)
    assert reads(user)
    PictureUserGrant.objects.update(until=clock.now() - timedelta(seconds=1))
    assert PictureUserGrant.objects.filter(user=user).exists()
    assert reads(user) == 0
    assert not LocalPicture.objects.visible_to(Scope.of(user)).exists()


def test_the_clock_takes_it_away_once(scene: Whole) -> None:
    given = give(scene, guest())
    assert end_overdue() == 0
    with clock.at(given.until):
        assert end_overdue() == 1
        assert end_overdue() == 0
    given.refresh_from_db()
    assert (given.ended_why, given.ended_by, given.ended_at) == (Ended.TIME, None, given.until)
    assert not PictureUserGrant.objects.exists()
    assert AuditEvent.objects.filter(event=Event.GRANT_ENDED, detail__grant=given.pk).count() == 1


def test_it_is_ended_early_by_who_may_give(scene: Whole) -> None:
    user = guest()
    given = give(scene, user)
    with pytest.raises(ActionDenied):
        end_grant(given, by=people.chief(scene.neighbour))
    assert reads(user)
    end_grant(given, by=people.head())
    end_grant(given, by=people.head())
    assert reads(user) == 0
    assert AuditEvent.objects.filter(event=Event.GRANT_ENDED, detail__grant=given.pk).count() == 1


def test_a_closed_account_reads_nothing(scene: Whole) -> None:
    user = guest()
    give(scene, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    assert reads(user) == 0
    assert not Scope.of(user).pictures(Codename.VIEW_CLASSIFIED)


@pytest.mark.parametrize(
    "case", ["stranger", "officer", "oneself", "more than oneself", "too long", "already over", "no purpose", "closed", "twice"]
)
def test_what_is_refused(case: str, scene: Whole) -> None:
    chief, user = people.chief(scene.own), guest()
    wanted = {"user": user, "level": Level.CLASSIFIED, "purpose": "Samverkan", "until": clock.now() + timedelta(days=7), "by": chief}
    if case == "closed":
        user.is_active = False
        user.save()
    if case == "twice":
        give(scene, user)
    changed = {
        "stranger": {"by": people.chief(scene.neighbour)},
        "officer": {"by": people.officer(scene.own)},
        "oneself": {"user": chief},
        "more than oneself": {"by": people.lead()},
        "too long": {"until": clock.now() + timedelta(days=32)},
        "already over": {"until": clock.now()},
        "no purpose": {"purpose": "  "},
    }
    before = PictureUserGrant.objects.count()
    with pytest.raises(ActionDenied):
        give_grant(scene.picture, **(wanted | changed.get(case, {})))
    assert PictureUserGrant.objects.count() == before


def test_a_personal_grant_is_not_passed_on(scene: Whole) -> None:
    """The lead holds a classified grant personally: that is no ground to give it to others."""
    give(scene, people.lead())
    with pytest.raises(ActionDenied):
        give(scene, guest(), by=people.lead())


def test_the_database_refuses_a_grant_to_oneself_and_one_without_end(scene: Whole) -> None:
    given = give(scene, guest())
    for change in ({"user": given.given_by}, {"until": given.given_at + timedelta(days=40)}, {"purpose": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalGrant.objects.filter(pk=given.pk).update(**change)


def test_the_database_and_the_scope_say_the_same(scene: Whole) -> None:
    """For many random sets of grants, some over, some of one level, beside roles and without."""
    chance = random.Random(7)
    pictures = list(LocalPicture.objects.all())
    units = dict(LocalPicture.objects.values_list("pk", "unit_id"))
    sizes = set()
    for number in range(40):
        role = chance.choice([Role.SYSTEM_ADMIN, Role.LPO_OFFICER, Role.NOA_LEAD, Role.NOA_REVIEWER])
        user = people.make_user(role, scene.neighbour if role == Role.LPO_OFFICER else None, username=f"slump.{number}")
        for picture in chance.sample(pictures, chance.randint(0, len(pictures))):
            until = clock.now() + timedelta(seconds=chance.choice([-3600, -1, 600, 86400]))
            for codename in GIVES[chance.choice(list(Level))]:
                grant_user(PictureUserGrant, user, picture, codename, until=until)
        if chance.random() < 0.1:
            User.objects.filter(pk=user.pk).update(is_active=False)
            user.refresh_from_db()
        scope = Scope.of(user)
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute("select array(select my_pictures('view_classified')), sees_all('view_classified')")
            mine, everything = cursor.fetchone()
            rows = set(ClassifiedAnswer.objects.values_list("pk", flat=True))
            visible = set(ClassifiedAnswer.objects.visible_to(scope).values_list("pk", flat=True))
        assert rows == visible, user
        assert (scope.units(Codename.VIEW_CLASSIFIED) is ALL) == everything
        expected = {pk for pk, unit_id in units.items() if scope.can(Codename.VIEW_CLASSIFIED, unit_id, picture_id=pk)}
        assert everything or set(mine) == expected, user
        sizes.add(len(expected))
    assert len(sizes) >= 3
