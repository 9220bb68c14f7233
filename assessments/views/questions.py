"""How the questions of a form stand on the page: sections, questions, and in each question one frame per class."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.forms import BoundField
from django.utils.translation import gettext as _

from assessments.classified.marked import is_written
from assessments.classified.queries import Previous
from assessments.enums import Category, Disclosure, Met
from assessments.forms.answers import AnswerForm, Asking
from assessments.forms.parts import DONT_KNOW, class_of, lead_part, parts_asked, saved_parts
from assessments.models import Question, ReviewPoint
from assessments.models.answer_parts import AnswerParts
from assessments.models.question import QuestionKind
from assessments.queries.markings import TextMarkings, markings_of
from assessments.views.question_parts import Block, Frame, Item, PointAt, Prev, Section, words_of
from lagesbild.ui.swedish import capitalised

MAIN: Final = ("rating", "choice", "count", "trend", "share", "text")


class Page:
    """Lays out what is asked: `sections` in form order. `form` is None for whoever only reads."""

    def __init__(
        self,
        asking: Asking,
        form: AnswerForm | None,
        *,
        points: Iterable[ReviewPoint],
        previous: Previous,
        show_secret: bool,
        compare: bool = False,
        own: TextMarkings | None = None,
        mark_url: Callable[[Question], str] | None = None,
    ) -> None:
        self.asking, self.form, self.previous = asking, form, previous
        self.own, self.mark_url = own or TextMarkings(), mark_url
        self.show_secret, self.compare = show_secret, compare
        self.points: dict[int, list[ReviewPoint]] = {}
        for point in points:
            self.points.setdefault(point.question_id, []).append(point)
        self.markings = markings_of(asking.questions)
        self.answerable = {point.pk for point in asking.points}

    def sections(self) -> list[Section]:
        """Return the sections with their questions."""
        grouped: dict[str, list[Question]] = {}
        for question in self.asking.questions:
            grouped.setdefault(question.section_code, []).append(question)
        return [self._section(code, questions) for code, questions in grouped.items()]

    def _section(self, code: str, questions: list[Question]) -> Section:
        waiting = [
            point.number
            for question in questions
            for point in self.points.get(question.pk, [])
            if point.pk in self.answerable and not point.words.answer
        ]
        return Section(
            code=code,
            title=questions[0].section,
            blocks=[self._block(question) for question in questions],
            progress=self.asking.sheet.progress(questions, self.asking.area_id),
            writable=any(self.asking.can_write(question) for question in questions),
            open_points=waiting,
        )

    def _block(self, question: Question) -> Block:
        frames = []
        points = [
            PointAt(point, self._bound(f"point-{point.pk}"), self.own.points.get(point.pk)) for point in self.points.get(question.pk, [])
        ]
        if self.show_secret and (question.is_classified or points or question.kind == QuestionKind.DESCRIPTION):
            frames.append(self._frame(question, Disclosure.CLASSIFIED, points))
        if question.writes(Disclosure.OPEN):
            frames.append(self._frame(question, Disclosure.OPEN, []))
        if question.kind == QuestionKind.DESCRIPTION:
            frames.reverse()
        own = self.own.answers.get((self.asking.area_id, question.pk))
        marking = own or self.markings.get(question.pk)
        return Block(question, frames, self.asking.can_write(question), marking, "" if own else self._mark_url(question))

    def _mark_url(self, question: Question) -> str:
        """Return where the answer can be marked, when it has classified words and the person may."""
        written = is_written(self.asking.sheet.secret.get((self.asking.area_id, question.pk)))
        return self.mark_url(question) if self.mark_url is not None and written else ""

    def _frame(self, question: Question, disclosure: str, points: list[PointAt]) -> Frame:
        frame = Frame(secret=disclosure == Disclosure.CLASSIFIED, points=points)
        if question.kind == QuestionKind.PROPOSAL:
            frame.items = list(self._proposal_items(question))
            return frame
        asked = [part for part in parts_asked(question) if class_of(question, part) == disclosure]
        row = self._last_row(question, disclosure)
        frame.items = [self._item(question, part, row) for part in asked]
        if any(part in (*MAIN, "secret_text", "open_text") for part in asked):
            frame.prev = self._prev(question, asked, row)
        return frame

    def _bound(self, name: str) -> BoundField | None:
        return self.form[name] if self.form is not None and name in self.form.fields else None

    def _item(self, question: Question, part: str, last: AnswerParts | None) -> Item:
        bound = self._bound(f"{question.code}-{part}")
        key = (self.asking.area_id, question.pk)
        saved = saved_parts(question, self.asking.sheet.open.get(key), self.asking.sheet.secret.get(key))
        unsure = part == lead_part(question) and part != "count" and saved["dont_know"]
        value = _("Vet ej") if unsure else words_of(question, part, saved[part])
        look = {"rating": "scale", "choice": "line", "trend": "line", "evidence": "line"}.get(part, "field")
        item = Item(look, label=self._label(question, part), value=value, bound=bound, last=_last_value(question, part, last))
        item.is_long, item.now = part in {"text", "secret_text", "open_text"}, self._now(bound, value)
        if bound is not None and part in {"count", "share"} and item.last not in (None, ""):
            bound.help_text = _("Förra gången: %(value)s") % {"value": words_of(question, part, item.last)}
        return item

    def _label(self, question: Question, part: str) -> str:
        bound = self._bound(f"{question.code}-{part}")
        if bound is not None:
            return str(bound.label)
        words = {"rating": _("Gradering"), "choice": _("Svar"), "trend": _("Utveckling"), "count": question.count_label or _("Antal")}
        more = {"share": _("Andel av de boende"), "evidence": _("Underlag"), "comment": _("Kommentar"), "dont_know": _("Vet ej")}
        more["open_text"] = _("Öppen formulering")
        return (words | more).get(part, _("Text"))

    def _proposal_items(self, question: Question) -> Iterator[Item]:
        proposal = self.asking.sheet.proposals.get(self.asking.area_id)
        grounds = {row.criterion.code: row for row in proposal.grounds.all()} if proposal else {}
        for row in self.asking.criteria:
            ground = grounds.get(row.code)
            name = f"{question.code}-{row.code}"
            met = str(Met(ground.met).label) if ground and ground.met else ""
            yield self._simple("line", f"{row.code}. {row.text}", met, f"{name}-met")
            yield self._simple("field", _("Motivering till %(code)s") % {"code": row.code}, ground.text if ground else "", f"{name}-text")
        category = capitalised(str(Category(proposal.category).label)) if proposal and proposal.category else ""
        yield self._simple("line", _("Förslag till kategori"), category, f"{question.code}-category")

    def _simple(self, look: str, label: str, value: str, name: str) -> Item:
        bound = self._bound(name)
        return Item(look, label=label, value=value, bound=bound, now=self._now(bound, value))

    def _now(self, bound: BoundField | None, value: str) -> str:
        """Return what is saved, when the page compares and something else was written."""
        return (value or _("inget svar")) if bound is not None and self.compare and _differs(bound) else ""

    def _last_row(self, question: Question, disclosure: str) -> AnswerParts | None:
        rows = self.previous.open if disclosure == Disclosure.OPEN else self.previous.secret
        return rows.get(question.code)

    def _prev(self, question: Question, asked: list[str], row: AnswerParts | None) -> Prev:
        if row is None:
            return Prev()
        main = next((part for part in MAIN if part in asked and part != "text"), "")
        value = words_of(question, main, getattr(row, main)) if main else ""
        if row.dont_know and not value:
            value = _("Vet ej")
        words = row.comment or row.text
        line = self.previous.lines.get(row.written_by_id, "")
        return Prev(self.previous.year, value, words=words, by=line, day=row.written_at)


def _last_value(question: Question, part: str, row: AnswerParts | None) -> Any:
    if row is None or part in {"secret_text", "open_text"}:
        return None
    if row.dont_know and part == lead_part(question):
        return DONT_KNOW
    return getattr(row, part)


def _differs(bound: BoundField) -> bool:
    posted = bound.data
    return posted is not None and str(posted).replace("\r\n", "\n").strip() != str(bound.field.prepare_value(bound.initial) or "").strip()
