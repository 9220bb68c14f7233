"""Who can read one local picture, and why: the scope's answer turned round. A test compares the two."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from areas.grants import unit_label
from areas.models import UnitGroupGrant
from areas.queries.units import chain, units_on
from assessments.models import LocalPicture, PersonalGrant
from assessments.models.personal_grant import Level
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role


@dataclass(frozen=True, slots=True)
class Reader:
    """One account, how much it reads, and why. `grant` is the personal grant that can be ended."""

    username: str
    reads_secret: bool
    why: str
    until: datetime | None = None
    grant: PersonalGrant | None = None


def readers_of(picture: LocalPicture) -> list[Reader]:
    """Return everybody who can read the picture, by role first, then by personal grant. Four queries, however many people."""
    return [*_by_role(picture), *_by_grant(picture)]


def _by_role(picture: LocalPicture) -> list[Reader]:
    units = units_on(clock.today())
    unit = units.get(picture.unit_id)
    reaching = {picture.unit_id: unit} | ({row.pk: row for row in chain(unit, units)} if unit else {})
    rights = UnitGroupGrant.objects.filter(
        content_object__in=reaching, permission__codename__in=[Codename.VIEW_PICTURE.value, Codename.VIEW_CLASSIFIED.value]
    ).values_list("group_id", "permission__codename")
    reads: dict[int, set[str]] = {}
    for group_id, codename in rights:
        reads.setdefault(group_id, set()).add(codename)
    people = RoleGroup.objects.filter(group__in=reads, group__user__is_active=True, group__user__has_start_password=False)
    found = []
    for group_id, role, unit_id, username in people.values_list("group", "role", "unit_id", "group__user__username").order_by("role"):
        stands = reaching[unit_id]
        where = unit_label(stands) if stands else ""
        why = _("%(role)s, %(unit)s") % {"role": Role(role).label, "unit": where}
        found.append(Reader(username, Codename.VIEW_CLASSIFIED.value in reads[group_id], why))
    return sorted(found, key=lambda row: (row.why, row.username))


def _by_grant(picture: LocalPicture) -> list[Reader]:
    now = clock.now()
    rows = PersonalGrant.objects.filter(picture=picture, ended_at=None, until__gt=now, user__is_active=True, user__has_start_password=False)
    found = []
    for row in rows.select_related("user", "given_by").order_by("until"):
        why = _("Personlig behörighet av %(who)s: %(purpose)s") % {"who": row.given_by.username, "purpose": row.purpose}
        found.append(Reader(row.user.username, row.level == Level.CLASSIFIED, why, row.until, row))
    return found
