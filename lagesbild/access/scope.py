"""What the person of a request may see and do, resolved once and then asked in memory.

A grant on a unit reaches everything below it; a grant on the national unit reaches all. How units hang together is known by the app
that `settings.ACCESS_REGISTER` names, so this package needs no import of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Final, Protocol, TypeVar, cast

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from lagesbild.access.codenames import Codename


class _All:
    """Every unit there is."""

    def __contains__(self, unit_id: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "ALL"


ALL: Final = _All()
Units = _All | frozenset[int]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class RoleAt:
    """One role at one unit, in words for people."""

    role: str
    role_label: str
    unit_id: int
    unit_name: str
    is_national: bool

    @property
    def line(self) -> str:
        """As people write it: "Handläggare, LPO Botkyrka"."""
        return f"{self.role_label}, {self.unit_name}"


class Register(Protocol):
    """Knows how units hang together, and so what a grant reaches."""

    def units_of(self, user_id: int) -> Mapping[str, Units]:
        """Return everything a person was granted: codename → the units it holds for, counting all that stands below a unit."""

    def roles_of(self, user_ids: Iterable[int]) -> Mapping[int, tuple[RoleAt, ...]]:
        """Return the roles of each of these people in words."""


class Pictures(Protocol):
    """Knows the grants that stand on one local picture, to one person, for a time."""

    def pictures_of(self, user_id: int) -> Mapping[str, frozenset[int]]:
        """Return what a person was granted personally and holds still: codename → ids of local pictures."""

    def counts_of(self, user_ids: Iterable[int]) -> Mapping[int, int]:
        """Return how many personal grants each of these people holds now; who holds none is left out."""


class Scope:
    """The answer to "may this person …?" for one request, job or command."""

    def __init__(self, user_id: int | None) -> None:
        self.user_id = user_id
        self.withheld: frozenset[str] = frozenset()  # what the person holds, but not before their second factor

    @classmethod
    def of(cls, user: object) -> "Scope":
        """Return the scope of a user; of nobody when the user is not logged in, closed, or has a start password still.

        Reads the grants at the first question.
        """
        user_id = getattr(user, "pk", None)
        if user_id is None or not getattr(user, "is_active", False) or getattr(user, "has_start_password", False):
            return cls(None)
        return cls(user_id)

    @cached_property
    def grants(self) -> Mapping[str, Units]:
        return _register().units_of(self.user_id) if self.user_id else {}

    def withholding(self, codenames: Iterable[Codename]) -> "Scope":
        """Return the scope of the same person without `codenames`, noting which of them they would hold."""
        rest = Scope(self.user_id)
        names = {codename.value for codename in codenames}
        rest.withheld = frozenset(name for name in names if self.grants.get(name) or self.personal.get(name))
        rest.grants = {name: units for name, units in self.grants.items() if name not in names}
        rest.personal = {name: pictures for name, pictures in self.personal.items() if name not in names}
        return rest

    @cached_property
    def personal(self) -> Mapping[str, frozenset[int]]:
        return _pictures().pictures_of(self.user_id) if self.user_id else {}

    @cached_property
    def roles(self) -> tuple[RoleAt, ...]:
        return _register().roles_of([self.user_id]).get(self.user_id, ()) if self.user_id else ()

    def units(self, codename: Codename) -> Units:
        """Return the ids of the units for which `codename` holds: `ALL` or a set, which may be empty."""
        return self.grants.get(codename.value, frozenset())

    def pictures(self, codename: Codename) -> frozenset[int]:
        """Return the ids of the local pictures that `codename` was granted on to this person alone, for a time. Only for reading."""
        return self.personal.get(codename.value, frozenset())

    def can(self, codename: Codename, unit_id: int | None = None, *, picture_id: int | None = None) -> bool:
        """Answer whether `codename` holds for one unit, or for any at all when none is named.

        Where a page reads one local picture it names it too: then a personal grant on the picture is enough.
        """
        units = self.units(codename)
        by_role = bool(units) if unit_id is None else unit_id in units
        return by_role or (picture_id is not None and picture_id in self.pictures(codename))

    def limit(self, queryset: QuerySet[M], codename: Codename, unit_field: str, picture_field: str = "") -> QuerySet[M]:
        """Cut `queryset` to the rows whose unit the person holds `codename` for; with `picture_field`, also by personal grant."""
        units = self.units(codename)
        if isinstance(units, _All):
            return queryset
        allowed = Q(**{f"{unit_field}__in": units})
        pictures = self.pictures(codename) if picture_field else frozenset()
        return queryset.filter(allowed | Q(**{f"{picture_field}__in": pictures}) if pictures else allowed)


def personal_counts(user_ids: Iterable[int]) -> Mapping[int, int]:
    """Return how many personal grants each of these people holds now; who holds none is left out."""
    return _pictures().counts_of(user_ids)


def _register() -> Register:
    return cast(Register, import_module(settings.ACCESS_REGISTER))


def _pictures() -> Pictures:
    return cast(Pictures, import_module(settings.ACCESS_PICTURES))
