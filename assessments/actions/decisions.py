"""Deciding the category of an area, or leaving it out with a reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from areas.actions.places import create_area, slug_of
from assessments.classified.models import DecisionGround, Dissent
from assessments.enums import PictureState, RoundState, Trend
from assessments.models import Answer, AreaAssessment, Decision
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def decide(
    assessment: AreaAssessment,
    *,
    category: str,
    open_grounds: str,
    grounds: Mapping[str, Mapping[str, str]],
    by: Any,
    dissent: str = "",
) -> Decision:
    """Decide the category of an area. `grounds` is criterion code → `{"met", "text"}`, one for each criterion of the method.

    The local picture is approved, the decider is not its reviewer, and the decision is never changed afterwards. A proposed new area
    becomes an area of its own.
    """
    assessment = _undecided(assessment, by, verb=_("besluta"))
    picture = assessment.picture
    method = present(picture.round.method)
    if category not in method.categories and category != "inte":
        raise ActionDenied(_("Du kan inte besluta: kategorin finns inte i metod %(method)s.") % {"method": method})
    criteria = {criterion.code: criterion for criterion in method.criteria.all()}
    unjudged = [code for code in criteria if not grounds.get(code, {}).get("met")]
    if unjudged:
        raise ActionDenied(_("Du kan inte besluta: ta ställning till kriterium %(code)s.") % {"code": ", ".join(unjudged)})
    if not open_grounds.strip():
        raise ActionDenied(_("Du kan inte besluta: skriv de öppna skälen. De publiceras."))
    _give_area(assessment)
    decision = Decision.objects.create(
        round=picture.round,
        area=present(assessment.area),
        area_version=present(assessment.area_version),
        assessment=assessment,
        category=category,
        trend=_trend(assessment),
        open_grounds=open_grounds.strip(),
        reviewed_by=picture.approved_by,
        decided_by=by,
        decided_at=clock.now(),
    )
    DecisionGround.objects.bulk_create(
        DecisionGround(decision=decision, criterion=criterion).holding(met=grounds[code]["met"], text=grounds[code].get("text", ""))
        for code, criterion in criteria.items()
    )
    if dissent.strip():
        Dissent(decision=decision).holding(text=dissent.strip()).save()
    audit.record(Event.CATEGORY_DECIDED, obj=decision, by=by, detail={"area": assessment.pk})
    return decision


@transaction.atomic
def leave_out(assessment: AreaAssessment, *, reason: str, by: Any) -> AreaAssessment:
    """Leave an area without a decision, with a reason."""
    assessment = _undecided(assessment, by, verb=_("lämna området utan beslut"))
    if not reason.strip():
        raise ActionDenied(_("Skriv varför området lämnas utan beslut."))
    assessment.left_out_reason, assessment.left_out_by, assessment.left_out_at = reason.strip(), by, clock.now()
    assessment.save(update_fields=["left_out_reason", "left_out_by", "left_out_at"])
    audit.record(Event.AREA_LEFT_OUT, obj=assessment, by=by)
    return assessment


def what_blocks_decision(assessment: AreaAssessment, by: Any) -> str:
    """Return why `by` may not decide now, as the end of a sentence; empty when nothing stands in the way."""
    picture = assessment.picture
    if picture.round.state != RoundState.OPEN:
        return _("omgången är inte öppen")
    if hasattr(assessment, "decision"):
        return _("området har redan ett beslut, och ett beslut ändras aldrig")
    if assessment.left_out_at is not None:
        return _("området är redan lämnat utan beslut")
    if picture.state != PictureState.APPROVED:
        return _("den lokala lägesbilden är inte godkänd")
    if picture.approved_by_id == by.pk:
        return _("du har granskat den lokala lägesbilden. En annan person måste besluta")
    return ""


def _undecided(assessment: AreaAssessment, by: Any, *, verb: str) -> AreaAssessment:
    require_grant(by, Codename.DECIDE, assessment.picture.unit_id, verb=verb)
    assessment = locked(assessment)
    why = what_blocks_decision(assessment, by)
    if why:
        raise ActionDenied(_("Du kan inte %(verb)s: %(why)s.") % {"verb": verb, "why": why})
    return assessment


def _trend(assessment: AreaAssessment) -> str:
    answer = Answer.objects.filter(area=assessment).exclude(trend="").filter(question__kind="trend").first()
    if answer is not None:
        return answer.trend
    return Trend.NEW if assessment.is_proposed else ""


def _give_area(assessment: AreaAssessment) -> None:
    if assessment.area_id is not None:
        return
    version = create_area(
        slug=slug_of(assessment.name),
        name=assessment.name,
        unit_id=assessment.picture.unit_id,
        municipality_id=assessment.municipality_id,
        valid_from=assessment.picture.round.reference_date,
        lat=assessment.lat,
        lon=assessment.lon,
        source=_("föreslaget i %(round)s") % {"round": assessment.picture.round},
    )
    assessment.area_id, assessment.area_version = version.area_id, version
    assessment.save(update_fields=["area", "area_version"])
