"""Answers read together, open and classified. Nothing open may import this module."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assessments.checks import is_answered
from assessments.classified.models import ClassifiedAnswer, Proposal
from assessments.models import Answer, AreaAssessment, LocalPicture, Question, ReviewPoint
from assessments.models.question import QuestionKind
from assessments.models.review_point import PointState
from assessments.queries.people import role_lines
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope

Key = tuple[int | None, int]  # area id (None: the screening), question id


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what must be answered is answered."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of a picture, or of one area of it, as one person may read them."""

    open: dict[Key, Answer]
    secret: dict[Key, ClassifiedAnswer]
    proposals: dict[int | None, Proposal]
    is_whole: bool  # the classified part is in it

    def is_done(self, question: Question, area_id: int | None) -> bool:
        """Answer whether a question is answered; T2 is when a category is proposed."""
        if question.kind == QuestionKind.PROPOSAL:
            proposal = self.proposals.get(area_id)
            return proposal is not None and bool(proposal.category)
        key = (area_id, question.pk)
        return is_answered(question, self.open.get(key), self.secret.get(key))

    def progress(self, questions: Iterable[Question], area_id: int | None) -> Progress | None:
        """Return the progress in the required questions; the caller picks those of the right scope.

        Most answers are classified: for whoever reads the open part only there is nothing to tell.
        """
        if not self.is_whole:
            return None
        wanted = [question for question in questions if question.required]
        return Progress(sum(self.is_done(question, area_id) for question in wanted), len(wanted))


def sheet_of(picture: LocalPicture, scope: Scope, *, only: AreaAssessment | None = None) -> Sheet:
    """Return the answers of the picture, or of one area, that the person may read."""
    narrow = {"area": only} if only else {}
    rows = Answer.objects.filter(picture=picture, **narrow)
    secret = ClassifiedAnswer.objects.visible_to(scope).filter(picture=picture, **narrow)
    proposals = Proposal.objects.visible_to(scope).filter(area__picture=picture, **narrow).prefetch_related("grounds__criterion")
    return Sheet(
        open={(row.area_id, row.question_id): row for row in rows},
        secret={(row.area_id, row.question_id): row for row in secret},
        proposals={row.area_id: row for row in proposals},
        is_whole=scope.can(Codename.VIEW_CLASSIFIED, picture.unit_id, picture_id=picture.pk),
    )


@dataclass(frozen=True, slots=True)
class Previous:
    """The answers to the same questions in the last round that has any, by question code, and who wrote them."""

    year: int | None = None
    picture: LocalPicture | None = None
    open: dict[str, Answer] = field(default_factory=dict)
    secret: dict[str, ClassifiedAnswer] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)


def previous_of(picture: LocalPicture, area: AreaAssessment | None, scope: Scope) -> Previous:
    """Return the earlier answers about the same area (or, without one, the same local police area)."""
    earlier = LocalPicture.objects.filter(round__year__lt=picture.round.year).order_by("-round__year").select_related("round")
    narrow: dict[str, int | None]
    if area is None:
        last, narrow = earlier.filter(unit=picture.unit_id).first(), {"area": None}
    elif area.area_id is None:
        return Previous()
    else:
        last, narrow = earlier.filter(areas__area=area.area_id).first(), {"area__area": area.area_id}
    if last is None:
        return Previous()
    rows = list(Answer.objects.filter(picture=last, **narrow).select_related("question"))
    secret = list(ClassifiedAnswer.objects.visible_to(scope).filter(picture=last, **narrow).select_related("question"))
    return Previous(
        year=last.round.year,
        picture=last,
        open={row.question.code: row for row in rows},
        secret={row.question.code: row for row in secret},
        lines=role_lines({row.written_by_id for row in [*rows, *secret]}),
    )


def points_for(picture: LocalPicture, scope: Scope) -> list[ReviewPoint]:
    """Return the points that Noa has sent, with their words, by turn and number; nothing to whoever may not read what is classified."""
    if not scope.can(Codename.VIEW_CLASSIFIED, picture.unit_id, picture_id=picture.pk):
        return []
    rows = ReviewPoint.objects.filter(picture=picture).exclude(state=PointState.DRAFT)
    return list(rows.select_related("question", "area", "words").order_by("turn", "number"))
