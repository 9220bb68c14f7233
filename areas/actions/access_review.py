"""Reviewing whether an account still needs a role (brottsdataförordningen 3:5–3:6)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import RoleReview
from areas.models.role_review import Verdict
from lagesbild import audit, clock
from lagesbild.access.actions import end_reviewed_role, require_reviewer
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def review_role(user: User, *, group: RoleGroup, verdict: Verdict, words: str, by: User) -> RoleReview:
    """Keep what `by` found about one role of an account; one that is needed no more ends at once, with its reason.

    Nobody reviews their own. The same finding by the same person on the same day is kept once.
    """
    user, now, words = locked(user), clock.now(), words.strip()
    require_reviewer(user, unit_id=group.unit_id, by=by)
    if not user.groups.filter(pk=group.group_id).exists():
        raise ActionDenied(_("Du kan inte gå igenom behörigheten: kontot har den inte längre."))
    if verdict == Verdict.REMOVE and not words:
        raise ActionDenied(_("Du kan inte ta bort rollen: skriv varför den inte behövs."))
    last = RoleReview.objects.filter(role_group=group, user=user).last()
    if last and (last.verdict, last.words, last.by_id) == (verdict, words, by.pk) and timezone.localdate(last.at) == clock.today():
        return last
    review = RoleReview.objects.create(role_group=group, user=user, verdict=verdict, words=words, by=by, at=now)
    detail = {"role": group.role, "unit": group.unit.key, "verdict": verdict.value}
    audit.record(Event.ROLE_REVIEWED, obj=user, by=by, detail=detail)
    if verdict == Verdict.REMOVE:
        end_reviewed_role(user, role=Role(group.role), unit=group.unit, by=by)
    return review
