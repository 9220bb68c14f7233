"""Giving one person reading of one local picture for a time, and ending it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.grants import levels_for, may_end, may_give
from assessments.models import LocalPicture, PersonalGrant, PictureUserGrant
from assessments.models.personal_grant import GIVES, MAX_DAYS, Ended, Level
from lagesbild import audit, clock
from lagesbild.access.guardian import grant_user, revoke_user
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def give_grant(picture: LocalPicture, *, user: User, level: Level, purpose: str, until: datetime, by: User) -> PersonalGrant:
    """Give `user` reading of the picture until a moment, at most thirty days off. Nobody gives to themselves or more than they hold."""
    picture, user = locked(picture), locked(user)
    why = _refusal(picture, user, level, purpose, until, by)
    if why:
        raise ActionDenied(_("Du kan inte ge behörigheten: %(why)s.") % {"why": why})
    given = put_grant(picture, user=user, level=level, purpose=purpose, until=until, by=by)
    audit.record(Event.GRANT_GIVEN, obj=picture, by=by, detail={"grant": given.pk, "level": level.value, "person": user.pk})
    return given


def _refusal(picture: LocalPicture, user: User, level: Level, purpose: str, until: datetime, by: User) -> str:
    scope, now = Scope.of(by), clock.now()
    if not may_give(scope, picture):
        return _("din roll har inte den behörigheten")
    if user.pk == by.pk:
        return _("ingen ger sig själv behörighet, be någon annan")
    if level not in levels_for(scope, picture):
        return _("du läser inte själv den delen i din roll")
    if not user.is_active:
        return _("kontot är stängt")
    if not purpose.strip():
        return _("skriv vad den behövs till")
    if not now < until <= now + timedelta(days=MAX_DAYS + 1):
        return _("den ska sluta inom %(days)s dagar") % {"days": MAX_DAYS}
    if PersonalGrant.objects.filter(picture=picture, user=user, ended_at=None).exists():
        return _("personen har redan en, avsluta den först")
    return ""


@transaction.atomic
def end_grant(grant: PersonalGrant, *, by: User) -> None:
    """End a personal grant before its time. Ending it twice changes nothing the second time."""
    grant = locked(grant)
    if not may_end(Scope.of(by), grant):
        raise ActionDenied(_("Du kan inte avsluta behörigheten: din roll har inte den behörigheten."))
    if grant.ended_at is None:
        take_grant(grant, why=Ended.EARLY, by=by)


@transaction.atomic
def end_overdue() -> int:
    """Take away every personal grant whose time is out, and say how many. They stopped counting the second their time was out."""
    overdue = PersonalGrant.objects.select_for_update(skip_locked=True, no_key=True).filter(ended_at=None, until__lte=clock.now())
    rows = list(overdue.order_by("pk"))
    for grant in rows:
        take_grant(grant, why=Ended.TIME, by=None)
    return len(rows)


def put_grant(
    picture: LocalPicture, *, user: User, level: Level, purpose: str, until: datetime, by: User, case_number: str = ""
) -> PersonalGrant:
    """Write a grant and its record. A step of the acts that give: they have asked whether it may be."""
    for codename in GIVES[level]:
        grant_user(PictureUserGrant, user, picture, codename, until=until)
    words = {"purpose": purpose.strip(), "case_number": case_number.strip()}
    return PersonalGrant.objects.create(picture=picture, user=user, level=level, given_by=by, given_at=clock.now(), until=until, **words)


def take_grant(grant: PersonalGrant, *, why: Ended, by: Any) -> None:
    """Take a grant away and note how it ended. A step of the acts that end."""
    revoke_user(PictureUserGrant, grant.user_id, grant.picture_id)
    grant.ended_at, grant.ended_by, grant.ended_why = clock.now(), by, why
    grant.save(update_fields=["ended_at", "ended_by", "ended_why"])
    audit.record(Event.GRANT_ENDED, obj=grant.picture, by=by, detail={"grant": grant.pk, "person": grant.user_id, "why": why.value})
