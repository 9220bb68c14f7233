"""Markings as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from assessments.models import LocalPicture, Marking, OpenTwin, Question
from assessments.models.marking import REVIEWED_WITH
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import ALL, Scope
from lagesbild.secrecy.models import SecrecyGround

RELATED = ("ground", "marked_by", "picture__roster", "picture__round", "area", "answer_to")
RELATED_TOO = ("question__method", "point__question", "point__area", "decision__assessment")


@dataclass(frozen=True, slots=True)
class TextMarkings:
    """The texts of a picture that have a ground of their own now."""

    answers: dict[tuple[int | None, int], Marking] = field(default_factory=dict)  # by area id (None: the screening) and question id
    points: dict[int, Marking] = field(default_factory=dict)
    decisions: dict[int, Marking] = field(default_factory=dict)


def markings_of(questions: Iterable[Question]) -> dict[int, Marking]:
    """Return the markings by question, with what their heads show. Two queries, however many questions."""
    rows = list(Marking.objects.filter(question__in=[row.pk for row in questions]).select_related("ground", "marked_by"))
    _note_corrected(rows)
    return {row.question_id: row for row in rows if row.question_id is not None}


def text_markings(picture: LocalPicture, scope: Scope) -> TextMarkings:
    """Return the markings of single texts in a picture, for whoever reads its classified part. Two queries, however many texts."""
    if not scope.can(Codename.VIEW_CLASSIFIED, picture.unit_id, picture_id=picture.pk):
        return TextMarkings()
    rows = list(Marking.objects.filter(picture=picture, lifted_at=None).select_related(*RELATED))
    if rows:
        _note_corrected(rows)
    return TextMarkings(
        answers={(row.area_id, row.answer_to_id): row for row in rows if row.answer_to_id is not None},
        points={row.point_id: row for row in rows if row.point_id is not None},
        decisions={row.decision_id: row for row in rows if row.decision_id is not None},
    )


def _note_corrected(rows: list[Marking]) -> None:
    """Note at each marking whether its ground was corrected since."""
    latest = {row.key: row.version for row in SecrecyGround.objects.order_by("key", "version").only("key", "version")}
    for row in rows:
        row.is_corrected = latest.get(row.ground.key, 0) > row.ground.version  # type: ignore[attr-defined]


def markings_to_review(scope: Scope) -> QuerySet[Marking]:
    """Return the markings that the person reviews: those of questions, and those of the texts that their role owns."""
    found = Q(pk__in=[])
    for name, codename in REVIEWED_WITH.items():
        units = scope.units(codename)
        everywhere = units is ALL or (name == "question" and bool(units))
        found |= Q(**{f"{name}__isnull": False}) & (Q() if everywhere else Q(picture__unit_id__in=units))
    return Marking.objects.visible_to(scope).filter(found)


def due_markings(scope: Scope) -> QuerySet[Marking]:
    """Return those of them whose day of review has come."""
    return markings_to_review(scope).filter(lifted_at=None, review_by__lte=clock.today())


def stale_twins(area_ids: Iterable[int]) -> list[OpenTwin]:
    """Return the open formulations of these areas whose source has changed since."""
    rows = OpenTwin.objects.filter(area__in=list(area_ids)).select_related("question", "area").order_by("question__order")
    return [row for row in rows if row.is_stale]
