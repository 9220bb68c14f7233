"""What Noa's reviewer does: take up, point out, return, approve."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import checks
from assessments.boundaries import overlaps_when_approved
from assessments.classified.models import PointText
from assessments.enums import PictureState
from assessments.models import AreaAssessment, LocalPicture, Question, ReviewPoint
from assessments.models.question import Scope
from assessments.models.review_point import PointState
from assessments.workflow import PICTURE
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def take_up(picture: LocalPicture, *, by: Any) -> LocalPicture:
    """Take a submitted picture up for review. One winner; not somebody who submitted or wrote in it."""
    step = PICTURE.transitions["take_up"]
    require_grant(by, Codename.REVIEW, picture.unit_id, verb=_(step.verb))
    picture = locked(picture)
    if picture.state == PictureState.REVIEW and picture.reviewer_id != by.pk:
        raise ActionDenied(_("Du kan inte ta upp till granskning: en annan granskare har redan gjort det."))
    PICTURE.check("take_up", picture.state)
    why = who_may_not_approve(picture, by)
    if why:
        raise ActionDenied(_("Du kan inte ta upp till granskning: %(why)s.") % {"why": why})
    now = clock.now()
    picture.state, picture.state_since, picture.reviewer, picture.taken_up_at = step.target, now, by, now
    picture.save(update_fields=["state", "state_since", "reviewer", "taken_up_at"])
    audit.record(Event(step.event), obj=picture, by=by, detail={"turn": picture.turn})
    return picture


@transaction.atomic
def add_point(picture: LocalPicture, *, area: AreaAssessment | None, question: Question, text: str, by: Any) -> ReviewPoint:
    """Write a point that the local police area is to answer. It is sent when the picture is returned."""
    picture = _under_review_by(picture, by, verb=_("lägga till en punkt"))
    scope = Scope.AREA if area else Scope.LPO
    if (question.method_id, question.scope) != (picture.round.method_id, scope) or (area and area.picture_id != picture.pk):
        raise ActionDenied(_("Du kan inte lägga till en punkt: frågan eller området finns inte i den här lokala lägesbilden."))
    if not text.strip():
        raise ActionDenied(_("Skriv vad lokalpolisområdet ska svara på."))
    same = PointText.objects.filter(point__picture=picture, point__area=area, point__question=question, point__turn=picture.turn + 1)
    if any(row.text == text for row in same):
        raise ActionDenied(_("Punkten finns redan: du har skrivit samma sak vid frågan."))
    last = ReviewPoint.objects.filter(picture=picture, turn=picture.turn + 1).aggregate(n=Max("number"))["n"] or 0
    point = ReviewPoint.objects.create(
        picture=picture, area=area, question=question, turn=picture.turn + 1, number=last + 1, created_by=by, created_at=clock.now()
    )
    PointText(point=point).holding(text=text).save()
    audit.record(Event.POINT_ADDED, obj=picture, by=by, detail={"point": point.number, "question": question.code})
    return point


@transaction.atomic
def remove_point(point: ReviewPoint, *, by: Any) -> None:
    """Take back a point that is not sent yet; the ones after it move up one number."""
    picture = _under_review_by(point.picture, by, verb=_("ta bort punkten"))
    there = ReviewPoint.objects.filter(pk=point.pk).first()
    if there is None:
        raise ActionDenied(_("Du kan inte ta bort punkten: den är redan borttagen."))
    if there.state != PointState.DRAFT:
        raise ActionDenied(_("Du kan inte ta bort punkten: den är redan skickad."))
    number = there.number
    there.delete()
    for later in ReviewPoint.objects.filter(picture=picture, turn=picture.turn + 1, number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    audit.record(Event.POINT_REMOVED, obj=picture, by=by, detail={"point": number})


@transaction.atomic
def return_picture(picture: LocalPicture, *, answer_by: date, by: Any) -> LocalPicture:
    """Return the picture with its points. A new turn begins; only the sections that the points name unlock."""
    step = PICTURE.transitions["return"]
    picture = _under_review_by(picture, by, verb=_(step.verb))
    points = ReviewPoint.objects.filter(picture=picture, turn=picture.turn + 1, state=PointState.DRAFT)
    if not points.exists():
        raise ActionDenied(_("Du kan inte återlämna: lägg först till minst en punkt som lokalpolisområdet ska svara på."))
    if answer_by < clock.today():
        raise ActionDenied(_("Du kan inte återlämna: svarsdagen har redan varit."))
    count = points.update(state=PointState.OPEN)
    picture.state, picture.state_since, picture.due, picture.turn = step.target, clock.now(), answer_by, picture.turn + 1
    picture.save(update_fields=["state", "state_since", "due", "turn"])
    audit.record(Event(step.event), obj=picture, by=by, detail={"points": count, "turn": picture.turn})
    return picture


@transaction.atomic
def approve(picture: LocalPicture, *, by: Any) -> LocalPicture:
    """Approve a local picture: no point is open, and who approves has written nothing in it since the last return."""
    step = PICTURE.transitions["approve"]
    picture = _under_review_by(picture, by, verb=_(step.verb))
    why = what_blocks_approval(picture, by)
    if why:
        raise ActionDenied(_("Du kan inte godkänna: %(why)s.") % {"why": why})
    now = clock.now()
    ReviewPoint.objects.filter(picture=picture, state=PointState.ANSWERED).update(state=PointState.CLOSED)
    picture.state, picture.state_since, picture.approved_by, picture.approved_at = step.target, now, by, now
    picture.due = present(picture.round.decide_by)
    picture.save(update_fields=["state", "state_since", "approved_by", "approved_at", "due"])
    audit.record(Event(step.event), obj=picture, by=by, detail={"turn": picture.turn})
    return picture


def what_blocks_approval(picture: LocalPicture, by: Any) -> str:
    """Return why `by` may not approve now, as the end of a sentence; empty when nothing stands in the way."""
    unsent = ReviewPoint.objects.filter(picture=picture, state__in=[PointState.DRAFT, PointState.OPEN]).count()
    if unsent:
        words = ngettext(
            "%(n)s punkt är inte klar. Återlämna den eller ta bort den",
            "%(n)s punkter är inte klara. Återlämna dem eller ta bort dem",
            unsent,
        )
        return words % {"n": unsent}
    return who_may_not_approve(picture, by) or _boundaries_at_odds(picture)


def _boundaries_at_odds(picture: LocalPicture) -> str:
    """Say which drawn boundary cannot be right beside what is approved already: both would become the areas' own."""
    for drawn in sorted(overlaps_when_approved(picture).values()):
        if drawn.refused:
            words = {"area": drawn.name, "overlap": drawn.refused[0].rstrip(".")}
            return _("gränsen för %(area)s går inte ihop med en annan: %(overlap)s. Återlämna den med en punkt") % words
    return ""


def who_may_not_approve(picture: LocalPicture, by: Any) -> str:
    """Return why four eyes keep `by` from reviewing the picture; empty when they do not."""
    if picture.submitted_by_id == by.pk:
        return _("du har lämnat in den. En annan granskare måste göra det")
    written = checks.sections_written_by(picture, by.pk)
    if written:
        return _("du har ändrat avsnitt %(section)s. En annan granskare måste göra det") % {"section": written[0].section_code}
    return ""


def _under_review_by(picture: LocalPicture, by: Any, *, verb: str) -> LocalPicture:
    require_grant(by, Codename.REVIEW, picture.unit_id, verb=verb)
    picture = locked(picture)
    if not PICTURE.allowed("return", picture.state):
        words = {"verb": verb, "state": PICTURE.states[picture.state].lower()}
        raise ActionDenied(_("Du kan inte %(verb)s: läget är ”%(state)s”.") % words)
    if picture.reviewer_id != by.pk:
        raise ActionDenied(_("Du kan inte %(verb)s: en annan granskare har tagit upp den.") % {"verb": verb})
    return picture
