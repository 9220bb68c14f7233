"""Noa's reading of what is secret: the words of points, the local police areas' proposals, the grounds of decisions.

Each function takes the person's scope; rows of units whose secret part the person may not read are not there.
"""

from collections.abc import Iterable

from assessments.classified.models import DecisionGround, Dissent, PointText, Proposal
from assessments.models import AreaAssessment, Decision, ReviewPoint, Round
from lagesbild.access.scope import Scope


def point_words(points: Iterable[ReviewPoint], scope: Scope) -> dict[int, PointText]:
    """Return text and answer of points, by the point's id."""
    rows = PointText.objects.visible_to(scope).filter(point__in=[point.pk for point in points])
    return {row.point_id: row for row in rows}


def proposal_of(area: AreaAssessment, scope: Scope) -> Proposal | None:
    """Return the local police area's proposal with its grounds per criterion."""
    return Proposal.objects.visible_to(scope).filter(area=area).prefetch_related("grounds__criterion").first()


def proposals_in(round_: Round, scope: Scope) -> dict[int, str]:
    """Return the proposed category of each area that is not decided yet, by the id of the area assessment."""
    waiting = {"area__picture__round": round_, "area__decision": None, "area__left_out_at": None}
    return {row.area_id: row.category for row in Proposal.objects.visible_to(scope).filter(**waiting)}


def grounds_of(decision: Decision, scope: Scope) -> list[DecisionGround]:
    """Return Noa's judgement of each criterion."""
    return list(DecisionGround.objects.visible_to(scope).filter(decision=decision).select_related("criterion"))


def dissent_of(decision: Decision, scope: Scope) -> str:
    """Return the differing opinion; empty when there is none."""
    row = Dissent.objects.visible_to(scope).filter(decision=decision).first()
    return row.text if row else ""
