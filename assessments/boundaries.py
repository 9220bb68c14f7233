"""The boundary of an area in a round: what it was before, what is drawn, how the two differ, and what is wrong with a drawing."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.geo import checks
from areas.geo.difference import Moved, moved
from areas.geo.shapes import polygon
from areas.models import Boundary
from areas.queries.boundaries import boundaries_on, named_boundaries_on
from assessments.enums import PictureState
from assessments.models import AreaAssessment, DrawnBoundary, Question
from assessments.models.question import QuestionKind

NEAR = 5000.0  # metres: neighbours that are shown, and that a corner can snap to


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another area that lies near."""

    name: str
    shape: BaseGeometry


def boundary_question(area: AreaAssessment) -> Question | None:
    """Return the question of the round's method that asks where the boundary goes, if it has one."""
    return Question.objects.filter(method=area.picture.round.method_id, kind=QuestionKind.BOUNDARY).first()


def last_boundary(area: AreaAssessment) -> Boundary | None:
    """Return the boundary that held when the round's organisation was taken: what the round starts from."""
    if area.area_id is None:
        return None
    return boundaries_on(area.picture.round.reference_date, [area.area_id]).get(area.area_id)


def drawn_boundary(area: AreaAssessment) -> DrawnBoundary | None:
    """Return what is drawn for the area in this round, if anything is."""
    return DrawnBoundary.objects.filter(area=area).first()


def how_it_moves(area: AreaAssessment, *, width: float = 320.0, height: float = 220.0) -> Moved | None:
    """Return the small map of the area's boundary: before and drawn, or the one that goes on; nothing when there is none at all."""
    last, drawn = last_boundary(area), drawn_boundary(area)
    before = polygon(last.geometry) if last else None
    if drawn is None:
        return moved(None, before, area.name, width=width, height=height) if before is not None else None
    return moved(before, polygon(drawn.geometry), area.name, width=width, height=height)


def neighbours(area: AreaAssessment, around: BaseGeometry | None) -> list[Neighbour]:
    """Return the areas near `around`: of the register on the round's day, and those drawn in the same local picture. Three queries.

    What other local police areas draw is theirs until it is approved.
    """
    return _near(area, around, DrawnBoundary.objects.filter(picture=area.picture_id))


def problems(area: AreaAssessment, shape: BaseGeometry) -> tuple[list[str], list[str]]:
    """Return what refuses a drawn polygon, and what is only told: by the same rules as for a file."""
    found = checks.faults(shape)
    if found:
        return found, []
    roster = area.picture.roster
    outside = checks.outside_region(shape, roster.region.key, roster.region_name)
    refused, told = _overlaps(shape, neighbours(area, shape))
    return [*outside, *refused], told


def overlaps_when_approved(area: AreaAssessment) -> tuple[list[str], list[str]]:
    """Return what refuses and what is told of the area's drawing beside all that is approved in the round. Nothing without a drawing.

    For those who review and decide: one local police area does not know what another draws.
    """
    drawn = drawn_boundary(area)
    if drawn is None:
        return [], []
    shape = polygon(drawn.geometry)
    approved = Q(picture__round=area.picture.round_id, picture__state=PictureState.APPROVED)
    return _overlaps(shape, _near(area, shape, DrawnBoundary.objects.filter(approved | Q(picture=area.picture_id))))


def _near(area: AreaAssessment, around: BaseGeometry | None, drawings: QuerySet[DrawnBoundary]) -> list[Neighbour]:
    """Return the other areas near `around`, as the register has them or, where one of `drawings` moves them, as they are drawn."""
    if around is None:
        return []
    drawn = {
        row.area.area_id or -row.area_id: Neighbour(row.area.name, polygon(row.geometry))
        for row in drawings.exclude(area=area).select_related("area")
    }
    known = {
        area_id: Neighbour(name, polygon(row.geometry))
        for area_id, (name, row) in named_boundaries_on(area.picture.round.reference_date).items()
        if area_id != area.area_id
    }
    return [found for found in {**known, **drawn}.values() if found.shape.distance(around) < NEAR]


def _overlaps(shape: BaseGeometry, others: list[Neighbour]) -> tuple[list[str], list[str]]:
    refused: list[str] = []
    told: list[str] = []
    for overlap in checks.overlaps([shape, *(other.shape for other in others)]):
        if overlap.first == 0:
            (refused if overlap.refuses else told).append(overlap.told(others[overlap.second - 1].name))
    return refused, told


def later_boundary(area: AreaAssessment) -> str:
    """Say why nothing can be drawn in this round: the register knows a boundary from a later day. Empty when it can."""
    if area.area_id is None:
        return ""
    day = area.picture.round.reference_date
    later = Boundary.objects.filter(area=area.area_id, valid_from__gte=day).order_by("valid_from").first()
    return _("registret har redan en gräns för området från %(day)s") % {"day": later.valid_from} if later else ""
