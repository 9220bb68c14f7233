"""Accounts with a role at a unit."""

from areas.models import Unit
from lagesbild.access.actions import give_role
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.accounts.models import User
from tests.factories.places import make_lpo, make_nation

PASSWORD = "ett-langt-losenord-for-prov"


def make_user(role: Role | str, unit: Unit | None = None, *, username: str = "") -> User:
    """Return the account with this role at this unit (the nation, or LPO Rinkeby for local roles); make it when it is missing."""
    role = Role(role)
    unit = unit or (make_lpo() if role in LOCAL_ROLES else make_nation())
    username = username or f"{role.value}.{unit.key}"
    user = User.objects.filter(username=username).first() or User.objects.create_user(username, PASSWORD)
    give_role(user, role=role, unit=unit, by=None)
    return user


def officer(unit: Unit | None = None) -> User:
    return make_user(Role.LPO_OFFICER, unit)


def chief(unit: Unit | None = None) -> User:
    return make_user(Role.LPO_CHIEF, unit)


def lead() -> User:
    return make_user(Role.NOA_LEAD)


def reviewer() -> User:
    return make_user(Role.NOA_REVIEWER)


def decider() -> User:
    return make_user(Role.NOA_DECIDER)


def head() -> User:
    return make_user(Role.NOA_HEAD)
