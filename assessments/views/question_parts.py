"""The parts that a page of questions is made of, and saved values in words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from assessments.classified.queries import Progress
from assessments.enums import Evidence, Trend
from assessments.forms.fields import ShareField
from assessments.forms.parts import choice_words
from assessments.models import Marking, Question, ReviewPoint
from lagesbild.ui.swedish import capitalised, swedish_number


@dataclass(slots=True)
class Item:
    """One input, or its saved value in words when it cannot be written in."""

    look: str  # scale, line (choices side by side), field
    label: str
    value: str = ""
    bound: BoundField | None = None
    last: Any = None  # the value in the last round, to mark it
    now: str = ""  # what is saved now, when something else was written
    is_long: bool = False  # a whole text, with its letters counted


@dataclass(slots=True)
class Prev:
    """The answer of the last round, as the box beside shows it."""

    year: int | None = None
    value: str = ""
    anchor: str = ""
    words: str = ""
    by: str = ""
    day: datetime | None = None


@dataclass(slots=True)
class PointAt:
    """A point from Noa at its question."""

    point: ReviewPoint
    bound: BoundField | None = None
    marking: Marking | None = None  # when it has a ground of its own

    @property
    def anchor(self) -> str:
        """Return the place of the point on the page. Numbers begin anew each turn, so that earlier ones carry theirs."""
        return f"punkt-{self.point.number}" if self.bound is not None else f"punkt-{self.point.turn}-{self.point.number}"


@dataclass(slots=True)
class Frame:
    """The parts of a question that have one class."""

    secret: bool
    items: list[Item] = field(default_factory=list)
    prev: Prev | None = None
    points: list[PointAt] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One question on the page."""

    question: Question
    frames: list[Frame]
    writable: bool
    marking: Marking | None = None  # on which ground its classified parts are secret: the answer's own, or the question's
    mark_url: str = ""  # where the answer can get one of its own


@dataclass(slots=True)
class Section:
    """One section with its progress; `open_points` are the numbers of the points that wait for an answer."""

    code: str
    title: str
    blocks: list[Block]
    progress: Progress | None
    writable: bool
    open_points: list[int]


def words_of(question: Question, part: str, value: Any) -> str:
    """Return a value as people read it: a grade with its anchor, a choice as its word, a number as people write it."""
    if value is None or value == "":
        return ""
    match part:
        case "rating":
            anchor = question.anchors[int(value)] if len(question.anchors) > int(value) else ""
            return f"{value} – {anchor}" if anchor else str(value)
        case "choice":
            return choice_words(question).get(value, str(value))
        case "trend":
            return capitalised(str(Trend(value).label))
        case "evidence":
            return str(Evidence(value).label)
        case "share":
            return f"{ShareField().prepare_value(value)} %"
        case "count":
            return swedish_number(value)
        case "dont_know":
            return _("Vet ej") if value else ""
    return str(value)
