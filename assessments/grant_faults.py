"""Is each grant in the tables one that a role or a personal grant gives, and is none missing?"""

from collections.abc import Iterator

from areas.models import UnitGroupGrant, UnitUserGrant
from assessments.models import PersonalGrant, PictureUserGrant
from assessments.models.personal_grant import GIVES
from lagesbild.access.actions import expected_grants
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role

Grant = tuple[str, int, str]  # whom, on which object, codename


def faults() -> Iterator[str]:
    """Return a sentence for each grant too many and each that is missing. Names roles, accounts and units by their keys."""
    yield from _compared("enheten", _expected_of_roles(), _of_groups())
    yield from _compared("enheten", set(), _of_accounts())
    yield from _compared("lägesbilden", _expected_of_people(), _of_people())


def _compared(kind: str, expected: set[Grant], present: set[Grant]) -> Iterator[str]:
    for whom, where, codename in sorted(present - expected):
        yield f"{whom} har {codename} på {kind} {where}, som ingen roll eller personlig behörighet ger."
    for whom, where, codename in sorted(expected - present):
        yield f"{whom} saknar {codename} på {kind} {where}."


def _expected_of_roles() -> set[Grant]:
    rows = RoleGroup.objects.values_list("group__name", "unit_id", "role")
    return {(name, unit_id, codename) for name, unit_id, role in rows for codename in expected_grants(Role(role))}


def _of_groups() -> set[Grant]:
    return set(UnitGroupGrant.objects.values_list("group__name", "content_object_id", "permission__codename"))


def _of_accounts() -> set[Grant]:
    return set(UnitUserGrant.objects.values_list("user__username", "content_object_id", "permission__codename"))


def _expected_of_people() -> set[Grant]:
    rows = PersonalGrant.objects.filter(ended_at=None).values_list("user__username", "picture_id", "level")
    return {(name, picture_id, codename.value) for name, picture_id, level in rows for codename in GIVES[level]}


def _of_people() -> set[Grant]:
    return set(PictureUserGrant.objects.values_list("user__username", "content_object_id", "permission__codename"))
