"""Grants that no role and no personal grant gives are found, and those that are missing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from areas.models import UnitGroupGrant, UnitUserGrant
from assessments.actions.personal_grants import end_grant, give_grant
from assessments.grant_faults import faults
from assessments.models import PersonalGrant, PictureUserGrant
from assessments.models.personal_grant import Level
from assessments.tasks import check_grants
from lagesbild import clock
from lagesbild.access.codenames import Codename
from tests.factories import people
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db


def give(scene: Whole) -> PersonalGrant:
    chief, guest = people.chief(scene.own), people.chief(scene.neighbour)
    until = clock.now() + timedelta(days=3)
    return give_grant(scene.picture, user=guest, level=Level.CLASSIFIED, purpose="Samverkan", until=until, by=chief)


def test_what_the_acts_leave_agrees(scene: Whole) -> None:
    grant = give(scene)
    assert list(faults()) == []
    end_grant(grant, by=people.chief(scene.own))
    assert list(faults()) == []
    out = StringIO()
    call_command("check_grants", stdout=out)
    assert "Alla behörigheter stämmer" in out.getvalue()
    assert UnitGroupGrant.objects.count() > 20, "there was something to compare"


def test_a_grant_too_many_a_missing_one_and_one_by_hand_are_found(scene: Whole, caplog: pytest.LogCaptureFixture) -> None:
    officer = people.officer(scene.own)
    row = UnitGroupGrant.objects.filter(permission__codename=Codename.SIGN.value, content_object=scene.own).first()
    assert row is not None
    lead = people.lead()
    group = lead.groups.get()
    secret = Permission.objects.get(codename=Codename.VIEW_CLASSIFIED.value, content_type__model="unit")
    UnitGroupGrant.objects.create(group=group, content_object=scene.own, permission=secret)
    UnitUserGrant.objects.create(user=officer, content_object=scene.own, permission=secret)
    row.delete()
    found = list(faults())
    assert len(found) == 3
    assert f"{group.name} har view_classified på enheten {scene.own.pk}, som ingen roll eller personlig behörighet ger." in found
    assert f"lpo-chef:{scene.own.key} saknar sign_local_picture på enheten {scene.own.pk}." in found
    assert any(sentence.startswith(f"{officer.username} har view_classified") for sentence in found)
    with pytest.raises(CommandError, match="3 behörigheter stämmer inte"):
        call_command("check_grants", stdout=StringIO())
    assert check_grants() == 3
    assert "view_classified" in caplog.text


def test_a_personal_grant_without_its_record_is_found(scene: Whole) -> None:
    grant = give(scene)
    PersonalGrant.objects.filter(pk=grant.pk).update(ended_at=clock.now(), ended_why="early")
    assert len(list(faults())) == 2
    PictureUserGrant.objects.all().delete()
    assert list(faults()) == []
