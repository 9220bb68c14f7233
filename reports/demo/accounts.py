"""The demo's accounts: one per role, and an officer and a chief for each local police area."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from areas.models import Unit
from areas.queries.units import lpos_on
from lagesbild.access.actions import give_role
from lagesbild.access.roles import GRANTS, Role
from lagesbild.access.second_factor import DEMANDING
from lagesbild.accounts import factors
from lagesbild.accounts.models import User


class Account(NamedTuple):
    username: str
    role: Role
    unit_key: str


NOA = "noa"
NAMED_AFTER = {"lpo-jarva": "rinkeby"}  # accounts are called what the local police area was called in 2019
SHOWN = (
    Account("lpo.botkyrka", Role.LPO_OFFICER, "lpo-botkyrka"),
    Account("chef.botkyrka", Role.LPO_CHIEF, "lpo-botkyrka"),
    Account("lpo.rinkeby", Role.LPO_OFFICER, "lpo-jarva"),
    Account("chef.rinkeby", Role.LPO_CHIEF, "lpo-jarva"),
    Account("lpo.sodertalje", Role.LPO_OFFICER, "lpo-sodertalje"),
    Account("chef.sodertalje", Role.LPO_CHIEF, "lpo-sodertalje"),
    Account("noa.ledning", Role.NOA_LEAD, NOA),
    Account("noa.granskare", Role.NOA_REVIEWER, NOA),
    Account("noa.granskare2", Role.NOA_REVIEWER, NOA),
    Account("noa.beslut", Role.NOA_DECIDER, NOA),
    Account("noa.redaktor", Role.NOA_EDITOR, NOA),
    Account("noa.chef", Role.NOA_HEAD, NOA),
    Account("publicist", Role.PUBLISHER, NOA),
    Account("data.admin", Role.DATA_ADMIN, NOA),
    Account("system.admin", Role.SYSTEM_ADMIN, NOA),
    Account("sakerhet", Role.SECURITY, NOA),
)


def suffix(unit_key: str) -> str:
    """Return the part of a user name that tells the local police area."""
    return NAMED_AFTER.get(unit_key) or unit_key.removeprefix("lpo-")


def local_accounts() -> Iterator[Account]:
    """Yield an officer and a chief for every local police area that the rounds of 2019 and today know."""
    seen = set()
    for day in (timezone.localdate().replace(2019, 6, 3), timezone.localdate()):
        for lpo in lpos_on(day):
            if lpo.unit.pk not in seen:
                seen.add(lpo.unit.pk)
                name = suffix(lpo.unit.key)
                yield Account(f"lpo.{name}", Role.LPO_OFFICER, lpo.unit.key)
                yield Account(f"chef.{name}", Role.LPO_CHIEF, lpo.unit.key)


@transaction.atomic
def make_accounts(password: str) -> int:
    """Make the accounts that are missing and answer how many. Only the shown ones can log in; all of them share the demo's password."""
    units = {unit.key: unit for unit in Unit.objects.all()}
    shown = {account.username for account in SHOWN}
    present = set(User.objects.values_list("username", flat=True))
    encoded = make_password(password)  # hashing once for all: Argon2 takes a tenth of a second, on purpose
    made = 0
    for account in {row.username: row for row in (*local_accounts(), *SHOWN)}.values():
        if account.username in present:
            continue
        login = encoded if account.username in shown else make_password(None)
        user = User.objects.create(username=account.username, password=login)
        give_role(user, role=account.role, unit=units[account.unit_key], by=None)
        made += 1
    return made


def set_password(password: str) -> None:
    """Give the shown accounts the demo's present password, when it was changed between two starts."""
    users = list(User.objects.filter(username__in=[account.username for account in SHOWN]))
    if users and not users[0].check_password(password):
        encoded = make_password(password)
        User.objects.filter(pk__in=[user.pk for user in users]).update(password=encoded)


def has_factor(role: Role) -> bool:
    """Tell whether accounts with this role must have a second factor."""
    return bool(GRANTS[role] & DEMANDING)


@transaction.atomic
def set_factors(secret: str) -> None:
    """Give the shown accounts that must have a second factor the demo's secret for codes, where they do not have it yet."""
    names = [row.username for row in SHOWN if has_factor(row.role)]
    for user in User.objects.filter(username__in=names).order_by("pk"):
        rows = factors.of_kind(user, factors.Kind.TOTP)
        if not rows or not factors.has_secret(rows[0], secret):
            factors.set_totp(user, secret)


def account(username: str) -> User:
    return User.objects.get(username=username)
