"""The only module that knows guardian. Grants stand in direct-foreign-key tables and go to groups.

The linter bans `guardian` everywhere else (`pyproject.toml`), so that who may what can be read in one place.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from guardian.models import GroupObjectPermissionBase as _GroupBase
from guardian.models import UserObjectPermissionBase as _UserBase
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

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


def group_codenames(group: Group, obj: Any) -> frozenset[str]:
    """Return what `group` is granted on `obj`."""
    return frozenset(get_group_perms(group, obj))


def sync_group(group: Group, obj: Any, expected: Iterable[str]) -> bool:
    """Make the grants of `group` on `obj` exactly `expected`; answer whether anything changed."""
    expected = frozenset(expected)
    present = group_codenames(group, obj)
    for codename in sorted(expected - present):
        assign_perm(codename, group, obj)
    for codename in sorted(present - expected):
        remove_perm(codename, group, obj)
    return expected != present


__all__ = [
    "GRANTABLE",
    "GrantRefused",
    "GroupGrantBase",
    "UserGrantBase",
    "group_codenames",
    "sync_group",
]
