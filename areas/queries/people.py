"""Accounts and the units that their roles stand on, for who manages accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from areas.enums import UnitKind
from areas.grants import roles_of, unit_label
from areas.models import Unit, UnitName
from areas.queries.units import units_on
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.scope import RoleAt, Scope
from lagesbild.accounts.models import User
from lagesbild.ui.swedish import swedish_key

KIND_ORDER = (UnitKind.NATIONAL, UnitKind.REGION, UnitKind.DISTRICT, UnitKind.LPO)


@dataclass(frozen=True, slots=True)
class Person:
    """An account with its roles in words."""

    user: User
    roles: tuple[RoleAt, ...]


def accounts_visible_to(scope: Scope) -> QuerySet[User]:
    """Return the accounts that the person may manage: all of them, or those with a role at one of the person's units."""
    units = scope.units(Codename.MANAGE_ACCOUNTS)
    if not isinstance(units, frozenset):
        return User.objects.all()
    return User.objects.filter(pk__in=RoleGroup.objects.filter(unit__in=units).values("group__user"))


def search(accounts: QuerySet[User], *, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Cut accounts to those whose user name or unit holds `words`, with `role`, open or closed ("" is both). By user name."""
    if words:
        name = words.removeprefix("LPO ").strip()
        units = UnitName.objects.as_of(clock.today()).filter(name__icontains=name).values("unit")
        at_units = RoleGroup.objects.filter(unit__in=units).values("group__user")
        accounts = accounts.filter(Q(username__icontains=words) | Q(pk__in=at_units))
    if role:
        accounts = accounts.filter(pk__in=RoleGroup.objects.filter(role=role).values("group__user"))
    if state:
        accounts = accounts.filter(is_active=state == "open")
    return accounts.order_by("username")


def with_roles(accounts: Iterable[User]) -> list[Person]:
    """Return accounts with their roles: two queries, however many accounts."""
    accounts = list(accounts)
    roles = roles_of(user.pk for user in accounts)
    return [Person(user, roles.get(user.pk, ())) for user in accounts]


def manageable_units(scope: Scope) -> list[tuple[int, str]]:
    """Return today's units at which the person may give roles, with their words: the nation, regions, districts, local police areas."""
    units = [unit for unit in units_on(clock.today()).values() if scope.can(Codename.MANAGE_ACCOUNTS, unit.pk)]
    units.sort(key=lambda unit: (KIND_ORDER.index(UnitKind(unit.kind)), swedish_key(unit.name)))
    return [(unit.pk, unit_label(unit)) for unit in units]


def unit_of(scope: Scope, unit_id: int) -> Unit | None:
    """Return a unit at which the person may give and take roles."""
    return Unit.objects.filter(pk=unit_id).first() if scope.can(Codename.MANAGE_ACCOUNTS, unit_id) else None
