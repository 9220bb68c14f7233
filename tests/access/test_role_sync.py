"""Roles change with the code: `migrate` gives every role group what its role has now."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command

from areas.models import UnitGroupGrant
from lagesbild.access.actions import expected_grants, sync_roles
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def held(role: Role) -> set[str]:
    group = RoleGroup.objects.get(role=role).group
    return set(UnitGroupGrant.objects.filter(group=group).values_list("permission__codename", flat=True))


def test_migrate_gives_what_is_missing_and_takes_what_is_too_much() -> None:
    make_user(Role.NOA_LEAD)
    grants = UnitGroupGrant.objects.filter(group=RoleGroup.objects.get(role=Role.NOA_LEAD).group)
    grants.filter(permission__codename="break_glass").delete()
    grants.filter(permission__codename="lead_round").update(permission_id=Permission.objects.get(codename="view_annex").pk)
    assert "view_annex" in held(Role.NOA_LEAD)

    call_command("migrate", verbosity=0)

    assert held(Role.NOA_LEAD) == set(expected_grants(Role.NOA_LEAD))
    assert list(AuditEvent.objects.filter(event=Event.ROLES_SYNCED).values_list("detail", flat=True)) == [{"groups": 1}]


def test_groups_that_have_what_they_should_are_left_alone() -> None:
    make_user(Role.NOA_LEAD)
    assert sync_roles() == 0
    assert not AuditEvent.objects.filter(event=Event.ROLES_SYNCED).exists()
