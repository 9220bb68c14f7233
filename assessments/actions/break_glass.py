"""Reading one local picture in an emergency, and the review of it by a second person."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.personal_grants import put_grant, take_grant
from assessments.grants import may_break_glass, may_review_glass
from assessments.models import GlassReview, LocalPicture, PersonalGrant
from assessments.models.glass_review import Outcome
from assessments.models.personal_grant import CASE_NUMBER, GLASS_TIME, Ended, Level
from lagesbild import audit, clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import time


@transaction.atomic
def break_glass(picture: LocalPicture, *, reason: str, case_number: str, by: User) -> PersonalGrant:
    """Let `by` read the classified part of the picture for a few hours, without asking anybody; somebody else reviews it afterwards.

    It follows units: a chief does not break the glass of a neighbour's picture, which to them is not there. Reason and case number are
    read by others and are never classified.
    """
    picture, now = locked(picture), clock.now()
    why = what_blocks_glass(picture, by) or _lacking(reason.strip(), case_number.strip())
    if why:
        raise ActionDenied(_("Du kan inte läsa i nödläge: %(why)s.") % {"why": why})
    earlier = PersonalGrant.objects.select_for_update(no_key=True).filter(picture=picture, user=by, ended_at=None)
    for row in earlier:  # a narrower one, or one that is overdue
        take_grant(row, why=Ended.EARLY if row.until > now else Ended.TIME, by=by if row.until > now else None)
    given = put_grant(picture, user=by, level=Level.CLASSIFIED, purpose=reason, case_number=case_number, until=now + GLASS_TIME, by=by)
    audit.record(Event.GLASS_BROKEN, obj=picture, by=by, detail={"grant": given.pk, "case": given.case_number})
    return given


def what_blocks_glass(picture: LocalPicture, by: User) -> str:
    """Return why the person cannot read the picture in an emergency, or nothing."""
    scope = Scope.of(by)
    if not may_break_glass(scope, picture):
        return _("din roll har inte den behörigheten")
    if scope.can(Codename.VIEW_CLASSIFIED, picture.unit_id, picture_id=picture.pk):
        return _("du läser redan den sekretessbelagda delen")
    return ""


def _lacking(reason: str, case_number: str) -> str:
    if not reason:
        return _("skriv varför du behöver läsa nu")
    if not CASE_NUMBER.fullmatch(case_number):
        return _("skriv ett ärendenummer, med siffror och högst 40 tecken")
    return ""


@transaction.atomic
def review_glass(reading: PersonalGrant, *, outcome: Outcome, finding: str, by: User) -> GlassReview:
    """Write what the review of an emergency reading showed. By another than who read, once, and when it is over."""
    reading = locked(reading)
    why = what_blocks_review(reading, by) or ("" if finding.strip() else _("skriv vad granskningen visade"))
    if why:
        raise ActionDenied(_("Du kan inte granska läsningen: %(why)s.") % {"why": why})
    row = GlassReview.objects.create(grant=reading, outcome=outcome, finding=finding.strip(), reviewed_by=by, reviewed_at=clock.now())
    detail = {"grant": reading.pk, "person": reading.user_id, "outcome": outcome.value}
    audit.record(Event.GLASS_REVIEWED, obj=reading.picture, by=by, detail=detail)
    return row


def what_blocks_review(reading: PersonalGrant, by: User) -> str:
    """Return why the person cannot review the reading now, or nothing."""
    if not reading.is_glass or not may_review_glass(Scope.of(by), reading.picture.unit_id):
        return _("din roll har inte den behörigheten")
    if reading.user_id == by.pk:
        return _("du läste själv, en annan person granskar")
    if GlassReview.objects.filter(grant=reading).exists():
        return _("den är redan granskad")
    if reading.over_at > clock.now():
        return _("den pågår till kl. %(time)s, avsluta den först") % {"time": time(reading.until)}
    return ""
