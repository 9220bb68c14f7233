"""The boundary of an area in a round: what it was before, what is drawn, how the two differ, and what is wrong with a drawing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.geo import checks
from areas.geo.difference import Moved, moved
from areas.geo.shapes import polygon
from areas.models import Boundary
from areas.queries.boundaries import boundaries_on, named_boundaries_on
from assessments.enums import PictureState
from assessments.models import AreaAssessment, DrawnBoundary, LocalPicture, Question
from assessments.models.question import QuestionKind

NEAR = 5000.0  # metres: neighbours that are shown, and that a corner can snap to


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another area that lies near."""

    name: str
    shape: BaseGeometry


class Overlapping(NamedTuple):
    """What a drawn area shares with others, in sentences: what refuses the drawing, and what is only told."""

    name: str
    refused: list[str]
    told: list[str]


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
    if around is None:
        return []
    places = _places(area.picture, DrawnBoundary.objects.filter(picture=area.picture_id))
    places.pop(_key(area), None)
    return [found for found in places.values() if found.shape.distance(around) < NEAR]


def problems(area: AreaAssessment, shape: BaseGeometry) -> tuple[list[str], list[str]]:
    """Return what refuses a drawn polygon, and what is only told: by the same rules as for a file."""
    found = checks.faults(shape)
    if found:
        return found, []
    roster, own = area.picture.roster, _key(area)
    outside = checks.outside_region(shape, roster.region.key, roster.region_name)
    places = _places(area.picture, DrawnBoundary.objects.filter(picture=area.picture_id)) | {own: Neighbour(area.name, shape)}
    told = _overlaps(places, {own})[own]
    return [*outside, *told.refused], told.told


def overlaps_when_approved(picture: LocalPicture) -> dict[int, Overlapping]:
    """Return what each drawing of a local picture shares with the register and all that is approved in the round, by the assessment's id.

    For those who review and decide: one local police area does not know what another draws. One query without a drawing, else four.
    """
    own = {_key(row.area): row.area_id for row in DrawnBoundary.objects.filter(picture=picture).select_related("area").defer("geometry")}
    if not own:
        return {}
    approved = Q(picture__round=picture.round_id, picture__state=PictureState.APPROVED)
    places = _places(picture, DrawnBoundary.objects.filter(approved | Q(picture=picture)))
    return {own[key]: told for key, told in _overlaps(places, own).items()}


def _key(area: AreaAssessment) -> int:
    """Return what tells an area from the others: its id in the register, or that of its assessment, below nought, before it has one."""
    return area.area_id or -area.pk


def _places(picture: LocalPicture, drawings: QuerySet[DrawnBoundary]) -> dict[int, Neighbour]:
    """Return every area as the register has it on the round's day or, where one of `drawings` moves it, as it is drawn."""
    known = named_boundaries_on(picture.round.reference_date).items()
    places = {area_id: Neighbour(name, polygon(row.geometry)) for area_id, (name, row) in known}
    return places | {_key(row.area): Neighbour(row.area.name, polygon(row.geometry)) for row in drawings.select_related("area")}


def _overlaps(places: dict[int, Neighbour], of: Collection[int]) -> dict[int, Overlapping]:
    """Return what each of the places in `of` shares with any other."""
    keys, found = list(places), {key: Overlapping(places[key].name, [], []) for key in of}
    for overlap in checks.overlaps([place.shape for place in places.values()]):
        first, second = keys[overlap.first], keys[overlap.second]
        for one, other in ((first, second), (second, first)):
            if one in found:
                (found[one].refused if overlap.refuses else found[one].told).append(overlap.told(places[other].name))
    return found


def later_boundary(area: AreaAssessment) -> str:
    """Say why nothing can be drawn in this round: the register knows a boundary from a later day. Empty when it can."""
    if area.area_id is None:
        return ""
    day = area.picture.round.reference_date
    later = Boundary.objects.filter(area=area.area_id, valid_from__gte=day).order_by("valid_from").first()
    return _("registret har redan en gräns för området från %(day)s") % {"day": later.valid_from} if later else ""
