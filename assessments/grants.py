"""Personal grants: turned into plain ids (`settings.ACCESS_PICTURES` names this module), and who may give, take, end and review them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from assessments.models import LocalPicture, PersonalGrant, PictureUserGrant
from assessments.models.personal_grant import GIVES, Level
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import ALL, Scope, Units

# Who is told of an emergency reading at once and reviews it: whoever answers for access at the unit, and who reads the log.
GLASS_REVIEWERS = (Codename.GIVE_GRANTS, Codename.REVIEW_ACCESS, Codename.READ_AUDIT)


def pictures_of(user_id: int) -> dict[str, frozenset[int]]:
    """Return what `user_id` was granted personally and holds still: codename → ids of local pictures. One query."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = PictureUserGrant.objects.filter(user=user_id, until__gt=clock.now())
    for codename, picture_id in rows.values_list("permission__codename", "content_object_id"):
        found[codename].add(picture_id)
    return {codename: frozenset(ids) for codename, ids in found.items()}


def counts_of(user_ids: Iterable[int]) -> dict[int, int]:
    """Return how many personal grants each of these people holds now; who holds none is left out. One query."""
    rows = PersonalGrant.objects.filter(user__in=list(user_ids), ended_at=None, until__gt=clock.now()).order_by()
    return dict(rows.values_list("user").annotate(n=Count("pk")))


def may_give(scope: Scope, picture: LocalPicture) -> bool:
    """Answer whether the person may give others reading of this picture."""
    return scope.can(Codename.GIVE_GRANTS, picture.unit_id)


def levels_for(scope: Scope, picture: LocalPicture) -> list[Level]:
    """Return the levels the person may give: never more than their own role reads. What was given to them personally does not count."""
    return [level for level in Level if all(scope.can(codename, picture.unit_id) for codename in GIVES[level])]


def may_break_glass(scope: Scope, picture: LocalPicture) -> bool:
    """Answer whether the person may read this picture in an emergency: by role and unit, for a picture that they see."""
    return all(scope.can(codename, picture.unit_id) for codename in (Codename.VIEW_PICTURE, Codename.BREAK_GLASS))


def glass_units(scope: Scope) -> Units:
    """Return the units whose emergency readings the person is told of and reviews (their own excepted)."""
    found: frozenset[int] = frozenset()
    for units in map(scope.units, GLASS_REVIEWERS):
        if not isinstance(units, frozenset):
            return ALL
        found |= units
    return found


def may_review_glass(scope: Scope, unit_id: int) -> bool:
    """Answer whether the person reviews emergency readings of the unit's pictures."""
    return unit_id in glass_units(scope)


def may_end(scope: Scope, grant: PersonalGrant) -> bool:
    """Answer whether the person may end the grant: who may give; an emergency reading also who reviews it, and who reads."""
    unit_id = grant.picture.unit_id
    mine_to_end = grant.is_glass and (grant.user_id == scope.user_id or may_review_glass(scope, unit_id))
    return may_give(scope, grant.picture) or mine_to_end
