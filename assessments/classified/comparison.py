"""A local picture as the reviewer reads it: this round's answers beside the last round's. Everything here is classified.

The last round is the last one with an approved local picture of the same area, or of the same local police area.
A published list alone has no answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.checks import is_answered
from assessments.classified.models import ClassifiedAnswer
from assessments.enums import Disclosure, PictureState, YesNo
from assessments.models import Answer, AreaAssessment, LocalPicture, Marking, Question
from assessments.models.answer_parts import AnswerParts
from assessments.models.question import QuestionKind
from assessments.queries.markings import text_markings
from assessments.worddiff import compare
from lagesbild.access.scope import Scope
from lagesbild.ui.swedish import swedish_number

DUMB_START, DUMB_STEP = 14, 37  # where 0 stands in the drawing of a change, and how far it is to the next grade


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every answer about one place in one round, by question code, open and classified apart."""

    year: int
    open: dict[str, Answer]
    classified: dict[str, ClassifiedAnswer]
    markings: dict[int, Marking]  # by question id: the answers that have a ground of their own

    def row(self, question: Question, disclosure: str) -> AnswerParts | None:
        return self.open.get(question.code) if disclosure == Disclosure.OPEN else self.classified.get(question.code)

    def rating(self, code: str) -> int | None:
        rows = (self.classified.get(code), self.open.get(code))
        return next((row.rating for row in rows if row is not None and row.rating is not None), None)

    def evidence(self, code: str) -> str:
        rows = (self.classified.get(code), self.open.get(code))
        return next((row.get_evidence_display() for row in rows if row is not None and row.evidence), "")


@dataclass(frozen=True, slots=True)
class Side:
    """One round's part of an answer in words. `text` is HTML with the differences marked."""

    year: int
    lines: list[str]
    text: SafeString
    notes: list[str]
    marking: Marking | None = None  # the answer's own

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.text or self.notes)


@dataclass(frozen=True, slots=True)
class Part:
    """The open or the classified part of an answer, now and in the last round (`before` is empty when there is none)."""

    secret: bool
    now: Side
    before: Side | None


@dataclass(frozen=True, slots=True)
class Row:
    """One question as it was answered."""

    question: Question
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Mover:
    """A grade that has changed since the last round."""

    question: Question
    before: int
    now: int
    evidence: str

    @property
    def change(self) -> int:
        return self.now - self.before

    @property
    def x_before(self) -> int:
        return DUMB_START + DUMB_STEP * self.before

    @property
    def x_now(self) -> int:
        return DUMB_START + DUMB_STEP * self.now

    @property
    def x_box(self) -> int:
        return self.x_now - 6


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers about an answered place."""

    answered: int
    asked: int
    dont_know: int
    without_evidence: int


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: list[Row]
    movers: list[Mover]
    facts: Facts
    now: Sheet
    before: Sheet | None
    ticks: list[int] = field(default_factory=lambda: [DUMB_START + DUMB_STEP * n for n in range(5)])


def compare_place(picture: LocalPicture, area: AreaAssessment | None, questions: Iterable[Question], scope: Scope) -> Comparison:
    """Return the screening (`area` None) or one area of a picture, beside the last round's. A fixed number of queries."""
    questions = [question for question in questions if question.kind != QuestionKind.PROPOSAL]
    now = _sheet(picture, area, scope)
    before = _last_sheet(picture, area, scope)
    rows = [row for row in (Row(question, list(_parts(question, now, before))) for question in questions) if row.parts]
    return Comparison(rows, _movers(questions, now, before), _facts(questions, now), now, before)


def _sheet(picture: LocalPicture, area: AreaAssessment | None, scope: Scope) -> Sheet:
    wanted = {"picture": picture, "area": area}
    opened = Answer.objects.filter(**wanted).select_related("question")
    classified = ClassifiedAnswer.objects.visible_to(scope).filter(**wanted).select_related("question")
    own = text_markings(picture, scope).answers
    return Sheet(
        picture.round.year,
        {row.question.code: row for row in opened},
        {row.question.code: row for row in classified},
        {question_id: row for (area_id, question_id), row in own.items() if area_id == (area.pk if area else None)},
    )


def _last_sheet(picture: LocalPicture, area: AreaAssessment | None, scope: Scope) -> Sheet | None:
    earlier = {"round__year__lt": picture.round.year, "state": PictureState.APPROVED}
    if area is None:
        last = LocalPicture.objects.filter(unit=picture.unit_id, **earlier).select_related("round").order_by("-round__year").first()
        return _sheet(last, None, scope) if last else None
    if area.area_id is None:
        return None
    same = AreaAssessment.objects.filter(area=area.area_id, **{f"picture__{name}": value for name, value in earlier.items()})
    found = same.select_related("picture__round").order_by("-picture__round__year").first()
    return _sheet(found.picture, found, scope) if found else None


def _parts(question: Question, now: Sheet, before: Sheet | None) -> Iterator[Part]:
    for disclosure in (Disclosure.CLASSIFIED, Disclosure.OPEN):
        row = now.row(question, disclosure)
        last = before.row(question, disclosure) if before else None
        formulated = any(side is not None and side.text for side in (row, last))
        if not (question.parts(disclosure) or (question.writes(disclosure) and formulated)):
            continue
        old, new = compare(last.text if last else "", row.text if row else "") if before else ("", escape(row.text if row else ""))
        yield Part(
            secret=disclosure == Disclosure.CLASSIFIED,
            now=_side(now, row, question, SafeString(new)),
            before=_side(before, last, question, SafeString(old)) if before else None,
        )


def _side(sheet: Sheet, row: AnswerParts | None, question: Question, text: SafeString) -> Side:
    if row is None:
        return Side(sheet.year, [], SafeString(""), [])
    notes = []
    if row.evidence:
        notes.append(_("Underlag: %(kind)s") % {"kind": row.get_evidence_display().lower()})
    if row.comment:
        notes.append(_("Kommentar: %(text)s") % {"text": row.comment})
    own = sheet.markings.get(row.question_id) if isinstance(row, ClassifiedAnswer) else None
    return Side(sheet.year, lines_of(row, question), text, notes, own)


def lines_of(row: AnswerParts, question: Question) -> list[str]:
    """Return grade, count, share, choice and development in words."""
    lines = []
    if row.dont_know:
        lines.append(_("Vet ej"))
    if row.rating is not None:
        anchor = question.anchors[row.rating] if row.rating < len(question.anchors) else ""
        lines.append(f"{row.rating} – {anchor}" if anchor else str(row.rating))
    if row.count is not None:
        lines.append(f"{question.count_label or _('Antal')}: {swedish_number(row.count)}")
    if row.share is not None:
        lines.append(_("Andel: %(share)s %%") % {"share": _share(row.share)})
    if row.choice:
        lines.append(str(YesNo(row.choice).label) if row.choice in YesNo.values else row.choice.capitalize())
    if row.trend:
        lines.append(_("Utveckling: %(trend)s") % {"trend": row.get_trend_display()})
    return lines


def _share(share: Decimal) -> str:
    return f"{share:f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def _movers(questions: list[Question], now: Sheet, before: Sheet | None) -> list[Mover]:
    """Return the changed grades, the largest change first, then in form order."""
    if before is None:
        return []
    found = []
    for question in questions:
        old, new = before.rating(question.code), now.rating(question.code)
        if old is not None and new is not None and old != new:
            found.append(Mover(question, old, new, now.evidence(question.code)))
    return sorted(found, key=lambda mover: -abs(mover.change))


def _facts(questions: list[Question], now: Sheet) -> Facts:
    asked = [question for question in questions if question.required]
    answered = [question for question in asked if is_answered(question, now.open.get(question.code), now.classified.get(question.code))]
    rows = [(now.open.get(question.code), now.classified.get(question.code)) for question in questions]
    dont_know = sum(any(row is not None and row.dont_know for row in pair) for pair in rows)
    bare = sum(now.rating(question.code) is not None and not now.evidence(question.code) for question in questions)
    return Facts(len(answered), len(asked), dont_know, bare)
