"""What the local police area does with its picture besides answering: its areas, signing and submitting."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from areas.models import AreaVersion, Municipality
from assessments import checks
from assessments.actions.extensions import end_when_submitted
from assessments.actions.rounds import known_area
from assessments.enums import PictureState
from assessments.models import AreaAssessment, LocalPicture, Question, ReviewPoint
from assessments.models.review_point import PointState
from assessments.workflow import PICTURE
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def propose_area(
    picture: LocalPicture, *, name: str, municipality: Municipality, by: Any, lat: Decimal | None = None, lon: Decimal | None = None
) -> AreaAssessment:
    """Propose an area that was on no earlier list. It becomes an area of its own with Noa's decision."""
    picture = _open_for_areas(picture, by)
    return _add(picture, AreaAssessment(picture=picture, name=name, municipality=municipality, is_proposed=True, lat=lat, lon=lon), by)


@transaction.atomic
def add_known_area(picture: LocalPicture, *, version: AreaVersion, by: Any) -> AreaAssessment:
    """Take up an area that is known but was not carried over: it was off the last list, or no source tells its local police area.

    An area is judged once in a round: what another local police area has taken up is refused, also when both do it at once.
    """
    picture = _open_for_areas(picture, by)
    locked(version.area)
    if AreaAssessment.objects.filter(picture__round=picture.round_id, area=version.area_id).exclude(picture=picture).exists():
        raise ActionDenied(_("Du kan inte lägga till området: %(name)s finns redan i en annan lokal lägesbild.") % {"name": version.name})
    return _add(picture, known_area(picture, version), by)


def _open_for_areas(picture: LocalPicture, by: Any) -> LocalPicture:
    require_grant(by, Codename.FILL, picture.unit_id, verb=_("lägga till ett område"))
    picture = locked(picture)
    if picture.state not in {PictureState.NONE, PictureState.DRAFT}:
        raise ActionDenied(_("Du kan inte lägga till ett område: den lokala lägesbilden är redan inlämnad."))
    return picture


def _add(picture: LocalPicture, area: AreaAssessment, by: Any) -> AreaAssessment:
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError:
        raise ActionDenied(_("Du kan inte lägga till området: %(name)s finns redan i lägesbilden.") % {"name": area.name}) from None
    if picture.state == PictureState.NONE:
        picture.state, picture.state_since = PictureState.DRAFT, clock.now()
        picture.save(update_fields=["state", "state_since"])
    audit.record(Event.AREA_PROPOSED, obj=picture, by=by, detail={"area": area.pk, "known": area.area_id})
    return area


@transaction.atomic
def withdraw_area(area: AreaAssessment, *, by: Any) -> None:
    """Take back an area that was added in this round. Areas carried over from the last list stay: they must be judged."""
    require_grant(by, Codename.FILL, area.picture.unit_id, verb=_("ta bort området"))
    picture = locked(area.picture)
    if picture.state not in {PictureState.NONE, PictureState.DRAFT}:
        raise ActionDenied(_("Du kan inte ta bort området: den lokala lägesbilden är redan inlämnad."))
    if not area.is_proposed:
        raise ActionDenied(_("Du kan inte ta bort området: det fanns på den förra listan och ska bedömas."))
    there = AreaAssessment.objects.filter(pk=area.pk).first()
    if there is None:
        raise ActionDenied(_("Du kan inte ta bort området: det är redan borttaget."))
    there.delete()
    audit.record(Event.AREA_WITHDRAWN, obj=picture, by=by, detail={"area": area.pk})


@transaction.atomic
def submit(picture: LocalPicture, *, by: Any) -> LocalPicture:
    """Sign and submit: nothing is missing and every returned point is answered. The local chief does it."""
    step = PICTURE.transitions["submit"]
    require_grant(by, Codename.SIGN, picture.unit_id, verb=_("signera och lämna in"))
    picture = locked(picture)
    PICTURE.check("submit", picture.state)
    questions = list(Question.objects.filter(method=picture.round.method_id))
    missing = checks.missing(picture, questions)
    if missing:
        raise ActionDenied(
            _("Du kan inte lämna in än: %(n)s saker saknas. Först: %(first)s.") % {"n": len(missing), "first": missing[0].sentence}
        )
    now = clock.now()
    picture.is_zero_report = checks.is_zero_report(picture)
    picture.state, picture.state_since, picture.due = step.target, now, present(picture.round.review_by)
    picture.submitted_by, picture.submitted_at = by, now
    picture.reviewer, picture.taken_up_at = None, None
    picture.save(update_fields=["is_zero_report", "state", "state_since", "due", "submitted_by", "submitted_at", "reviewer", "taken_up_at"])
    end_when_submitted(picture)
    audit.record(Event(step.event), obj=picture, by=by, detail={"turn": picture.turn, "zero_report": picture.is_zero_report})
    return picture


@transaction.atomic
def answer_point(point: ReviewPoint, *, text: str, by: Any) -> ReviewPoint:
    """Answer a point that Noa returned. It may be answered again until the picture is submitted."""
    require_grant(by, Codename.FILL, point.picture.unit_id, verb=_("besvara punkten"))
    picture = locked(point.picture)
    point = locked(point)
    if picture.state != PictureState.RETURNED or point.turn != picture.turn or point.state == PointState.DRAFT:
        raise ActionDenied(_("Du kan inte besvara punkten: den lokala lägesbilden ligger inte hos er."))
    if not text.strip():
        raise ActionDenied(_("Skriv ett svar på punkten."))
    words = point.words
    if words.answer == text and point.state == PointState.ANSWERED:
        return point
    words.answer = text
    words.save(update_fields=["sealed_answer"])
    point.state, point.answered_by, point.answered_at = PointState.ANSWERED, by, clock.now()
    point.save(update_fields=["state", "answered_by", "answered_at"])
    audit.record(Event.POINT_ANSWERED, obj=picture, by=by, detail={"point": point.number, "turn": point.turn})
    return point
