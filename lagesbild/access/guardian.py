"""The only module that knows guardian. Grants stand in direct-foreign-key tables and go to groups.

The linter bans `guardian` everywhere else (`pyproject.toml`), so that who may what can be read in one place.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from guardian.models import GroupObjectPermissionBase as _GroupBase
from guardian.models import UserObjectPermissionBase as _UserBase
from guardian.utils import get_group_obj_perms_model

from lagesbild.access.codenames import Codename

GRANTABLE = frozenset(Codename.values)


class GrantRefused(ValueError):
    """A codename that is not in the frozen set was about to be granted."""


def _refuse_unknown(row: Any) -> None:
    if row.permission.codename not in GRANTABLE:
        raise GrantRefused(f"{row.permission.codename} is not a permission of this system")


class UserGrantBase(_UserBase):
    """Base of a table of grants to single users, with a foreign key to the object itself."""

    class Meta(_UserBase.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unknown(self)
        super().save(*args, **kwargs)


class GroupGrantBase(_GroupBase):
    """Base of a table of grants to groups, with a foreign key to the object itself."""

    class Meta(_GroupBase.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unknown(self)
        super().save(*args, **kwargs)


def grant_user(table: Any, user: Any, obj: Any, codename: Codename, **more: Any) -> None:
    """Grant one person `codename` on one object. `more` goes into the row: a personal grant has an end."""
    kind = ContentType.objects.get_for_model(obj)
    permission = Permission.objects.get(content_type=kind, codename=codename.value)
    table._default_manager.create(user=user, permission=permission, content_object=obj, **more)


def revoke_user(table: Any, user_id: int, obj_id: int) -> None:
    """Take away everything that one person was granted on one object."""
    table._default_manager.filter(user=user_id, content_object=obj_id).delete()


def group_codenames(group: Group, obj: Any) -> frozenset[str]:
    """Return what `group` is granted on `obj`."""
    rows = get_group_obj_perms_model(obj)._default_manager.filter(group=group, content_object=obj)
    return frozenset(rows.values_list("permission__codename", flat=True))


def sync_group(group: Group, obj: Any, expected: Iterable[str]) -> bool:
    """Make the grants of `group` on `obj` exactly `expected`; answer whether anything changed.

    Raises `GrantRefused` for a codename that is not in the frozen set, and writes nothing.
    """
    expected = frozenset(expected)
    unknown = expected - GRANTABLE
    if unknown:
        raise GrantRefused(f"{sorted(unknown)} are not permissions of this system")
    present = group_codenames(group, obj)
    if expected == present:
        return False
    table = get_group_obj_perms_model(obj)
    kind = ContentType.objects.get_for_model(obj)
    missing = Permission.objects.filter(content_type=kind, codename__in=expected - present)
    table._default_manager.bulk_create(table(group=group, content_object=obj, permission=permission) for permission in missing)
    table._default_manager.filter(group=group, content_object=obj, permission__codename__in=present - expected).delete()
    return True


__all__ = [
    "GRANTABLE",
    "GrantRefused",
    "GroupGrantBase",
    "UserGrantBase",
    "grant_user",
    "group_codenames",
    "revoke_user",
    "sync_group",
]
