"""Who can read something, and why: the scope's answer turned round. Tests compare the two for every account.

The idea is the same everywhere: some codenames, and the units that reach the thing. What stands on one local picture comes beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from areas.grants import unit_label
from areas.models import NamedUnit, Unit, UnitGroupGrant, UnitUserGrant
from areas.queries.units import reaching, units_on
from assessments.models import LocalPicture, PersonalGrant
from assessments.models.personal_grant import GIVES, Level
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role

Words = Callable[[frozenset[str]], str]
Reaching = Mapping[int, NamedUnit | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """One account, what it holds, how much it reads in words, and why. `grant` is the personal grant that can be ended."""

    username: str
    holds: frozenset[str]  # those of the codenames asked for
    reads: str
    why: str
    until: datetime | None = None
    grant: PersonalGrant | None = None


def holders(codenames: Iterable[Codename], words: Words, within: Reaching | None = None) -> list[Reader]:
    """Return everybody who holds one of `codenames` for a unit in `within`; for any unit at all when none are named, as `Scope.can` does.

    `words` says what those who hold some of them read. Four queries, however many people.
    """
    names = [codename.value for codename in codenames]
    units = units_on(clock.today()) if within is None else within
    found = [*_by_role(names, words, units, within), *_by_hand(names, words, units, within)]
    return sorted(found, key=lambda row: (row.why, row.username))


def readers_of(picture: LocalPicture) -> list[Reader]:
    """Return everybody who can read the picture, and so each of its areas: by role first, then by personal grant."""
    units = units_on(clock.today())
    above = {unit_id: units.get(unit_id) for unit_id in reaching(picture.unit_id, clock.today())}
    return [*holders((Codename.VIEW_PICTURE, Codename.VIEW_CLASSIFIED), _of_picture, above), *_by_grant(picture)]


def _of_picture(holds: frozenset[str]) -> str:
    return str((Level.CLASSIFIED if Codename.VIEW_CLASSIFIED.value in holds else Level.OPEN).label)


def _by_role(names: list[str], words: Words, units: Reaching, within: Reaching | None) -> list[Reader]:
    rights = UnitGroupGrant.objects.filter(permission__codename__in=names)
    if within is not None:
        rights = rights.filter(content_object__in=within)
    held: dict[int, set[str]] = {}
    for group_id, codename in rights.values_list("group_id", "permission__codename"):
        held.setdefault(group_id, set()).add(codename)
    people = RoleGroup.objects.filter(group__in=held, group__user__is_active=True, group__user__has_start_password=False)
    found = []
    for group_id, role, unit_id, username in people.values_list("group", "role", "unit_id", "group__user__username"):
        holds = frozenset(held[group_id])
        why = _("%(role)s, %(unit)s") % {"role": Role(role).label, "unit": _unit(units, unit_id)}
        found.append(Reader(username, holds, words(holds), why))
    return found


def _by_hand(names: list[str], words: Words, units: Reaching, within: Reaching | None) -> list[Reader]:
    """Grants to one account on a unit, without a role. There should be none, and they count: so they are told."""
    rows = UnitUserGrant.objects.filter(permission__codename__in=names, user__is_active=True, user__has_start_password=False)
    if within is not None:
        rows = rows.filter(content_object__in=within)
    held: dict[tuple[str, int], set[str]] = {}
    for username, unit_id, codename in rows.values_list("user__username", "content_object_id", "permission__codename"):
        held.setdefault((username, unit_id), set()).add(codename)
    found = []
    for (username, unit_id), codenames in held.items():
        holds, why = frozenset(codenames), _("Utan roll, direkt på %(unit)s") % {"unit": _unit(units, unit_id)}
        found.append(Reader(username, holds, words(holds), why))
    return found


def _unit(units: Reaching, unit_id: int) -> str:
    """Return a unit in words; one that is no more by its last name."""
    return unit_label(units.get(unit_id) or Unit.objects.labelled(clock.today()).get(pk=unit_id))


def _by_grant(picture: LocalPicture) -> list[Reader]:
    now = clock.now()
    rows = PersonalGrant.objects.filter(picture=picture, ended_at=None, until__gt=now, user__is_active=True, user__has_start_password=False)
    found = []
    for row in rows.select_related("user", "given_by").order_by("until"):
        words = {"who": row.given_by.username, "purpose": row.purpose, "case": row.case_number}
        why = _("I nödläge, ärende %(case)s: %(purpose)s") if row.is_glass else _("Personlig behörighet av %(who)s: %(purpose)s")
        holds = frozenset(codename.value for codename in GIVES[row.level])
        found.append(Reader(row.user.username, holds, _of_picture(holds), why % words, row.until, row))
    return found
