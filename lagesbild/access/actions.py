"""Giving people roles. Grants follow the role (`roles.GRANTS`); nobody is granted anything by hand."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from lagesbild import audit
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.access.guardian import sync_group
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import GRANTS, Role
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied


def expected_grants(role: Role) -> frozenset[str]:
    """Return the codenames that a group with this role must have on its unit: no more, no less."""
    return frozenset(codename.value for codename in GRANTS[role])


@transaction.atomic
def role_group(role: Role, unit: Any) -> RoleGroup:
    """Return the group of `role` at `unit` with exactly its expected grants; make it when it is missing."""
    row = RoleGroup.objects.select_related("group").filter(role=role, unit=unit).first()
    if row is None:
        group, _made = Group.objects.get_or_create(name=f"{role.value}:{unit.key}")
        row, _made = RoleGroup.objects.get_or_create(role=role, unit=unit, defaults={"group": group})
    sync_group(row.group, unit, expected_grants(role))
    return row


@transaction.atomic
def sync_roles() -> int:
    """Give every role group what its role has now, and answer how many were changed. `migrate` does it: roles change with the code."""
    changed = 0
    for row in RoleGroup.objects.select_related("group", "unit"):
        changed += sync_group(row.group, row.unit, expected_grants(Role(row.role)))
    if changed:
        audit.record(Event.ROLES_SYNCED, obj=None, by=None, detail={"groups": changed})
    return changed


def require_manager(user: User, *, unit_id: int | None, by: User | None, verb: str) -> None:
    """Raise `ActionDenied` unless `by` may manage accounts at the unit, and `user` is somebody else. `None` is the system itself."""
    if by is None:
        return
    require_grant(by, Codename.MANAGE_ACCOUNTS, unit_id, verb=verb)
    if by.pk == user.pk:
        raise ActionDenied(_("Du kan inte %(verb)s för dig själv: be en annan systemadministratör.") % {"verb": verb})


@transaction.atomic
def give_role(user: User, *, role: Role, unit: Any, by: User | None) -> None:
    """Make `user` a member of `role` at `unit`. Doing it twice changes nothing the second time. Nobody changes their own roles."""
    require_manager(user, unit_id=unit.pk, by=by, verb=_("ändra roller"))
    group = role_group(role, unit).group
    if user.groups.filter(pk=group.pk).exists():
        return
    user.groups.add(group)
    audit.record(Event.ROLE_GIVEN, obj=user, by=by, detail={"role": role.value, "unit": unit.key})


@transaction.atomic
def take_role(user: User, *, role: Role, unit: Any, by: User | None) -> None:
    """End `user`'s membership of `role` at `unit`. Doing it twice changes nothing the second time. Nobody changes their own roles."""
    require_manager(user, unit_id=unit.pk, by=by, verb=_("ändra roller"))
    _end_membership(user, role, unit, by)


def require_reviewer(user: User, *, unit_id: int, by: User) -> None:
    """Raise `ActionDenied` unless `by` reviews access at the unit, and `user` is somebody else."""
    verb = _("gå igenom behörigheten")
    require_grant(by, Codename.REVIEW_ACCESS, unit_id, verb=verb)
    if by.pk == user.pk:
        raise ActionDenied(_("Du kan inte %(verb)s: den är din egen, någon annan går igenom den.") % {"verb": verb})


@transaction.atomic
def end_reviewed_role(user: User, *, role: Role, unit: Any, by: User) -> None:
    """End a role that a review found no need for. Whoever reviews can end a role at their unit so, and never give one.

    The last open account that manages accounts keeps its role: nobody could give it back.
    """
    require_reviewer(user, unit_id=unit.pk, by=by)
    list(RoleGroup.objects.select_for_update(no_key=True).filter(role=Role.SYSTEM_ADMIN).order_by("pk"))  # two at once leave one
    others = User.objects.filter(is_active=True, groups__role_group__role=Role.SYSTEM_ADMIN).exclude(pk=user.pk)
    if role == Role.SYSTEM_ADMIN and not others.exists():
        raise ActionDenied(_("Du kan inte ta bort rollen: ingen annan hanterar konton. Se till att någon annan har rollen först."))
    _end_membership(user, role, unit, by)


def _end_membership(user: User, role: Role, unit: Any, by: User | None) -> None:
    row = RoleGroup.objects.filter(role=role, unit=unit, group__user=user).select_related("group").first()
    if row is None:
        return
    user.groups.remove(row.group)
    audit.record(Event.ROLE_TAKEN, obj=user, by=by, detail={"role": role.value, "unit": unit.key})
