"""The documents that can be asked for, cut into the paragraphs that are tried one by one. Reads through the person's scope.

A local picture is what the local police area handed in: its answers and its proposals. The points between Noa and the area are working
material within the authority and no part of it (TF 2 kap. 12 §, from general knowledge).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.classified.comparison import lines_of
from assessments.classified.models import ClassifiedAnswer, Proposal
from assessments.enums import Category, Met, PictureState
from assessments.models import Answer, AreaAssessment, LocalPicture, Marking, Question
from assessments.models.answer_parts import AnswerParts
from assessments.models.question import QuestionKind
from assessments.models.question import Scope as Place
from assessments.queries.markings import text_markings
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.secrecy.grounds import present_grounds
from reports.annex.queries import regions_of
from reports.enums import NationalState
from reports.models import NationalPicture

BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: the section it stands in, what it is, its words, whether they are classified, and on which marked ground."""

    section: str
    heading: str
    text: str
    is_secret: bool
    ground_id: int | None = None


def pictures_to_ask_for(scope: Scope) -> QuerySet[LocalPicture]:
    """Return the finished local pictures whose classified part the person reads in their role, the newest first."""
    rows = LocalPicture.objects.filter(state=PictureState.APPROVED).select_related("round", "roster")
    return scope.limit(rows, Codename.VIEW_CLASSIFIED, "unit_id").order_by("-round__year", "roster__name")


def annexes_to_ask_for(scope: Scope) -> QuerySet[NationalPicture]:
    """Return the approved national pictures that have an annex, for who reads annexes."""
    rows = NationalPicture.objects.filter(state=NationalState.APPROVED, annex_entries__isnull=False).distinct()
    return rows.order_by("-year", "-version") if scope.can(Codename.VIEW_ANNEX) else rows.none()


def pieces_of_picture(picture: LocalPicture, scope: Scope) -> list[Piece]:
    """Return a local picture in paragraphs, the local police area first, then each area. Ten queries, whatever its length."""
    questions = list(Question.objects.filter(method=picture.round.method_id).exclude(kind=QuestionKind.PROPOSAL).order_by("order"))
    grounds = dict(Marking.objects.filter(question__method=picture.round.method_id).values_list("question", "ground"))
    own = text_markings(picture, scope).answers  # a text that is marked for itself
    answers: dict[tuple[int | None, int, bool], AnswerParts] = {}
    answers |= {(row.area_id, row.question_id, False): row for row in Answer.objects.filter(picture=picture)}
    secret = ClassifiedAnswer.objects.visible_to(scope).filter(picture=picture)
    answers |= {(row.area_id, row.question_id, True): row for row in secret}
    proposals = Proposal.objects.visible_to(scope).filter(area__picture=picture).prefetch_related("grounds__criterion")
    proposed = {row.area_id: row for row in proposals}
    on = Marking.objects.filter(question__method=picture.round.method_id, question__kind=QuestionKind.PROPOSAL).first()
    found: list[Piece] = []
    for area in (None, *AreaAssessment.objects.filter(picture=picture).order_by("pk")):
        section = area.name if area else str(picture.roster)
        for question in questions:
            if (question.scope == Place.AREA) == (area is not None):
                for is_secret in (False, True):
                    place = (area.pk if area else None, question.pk)
                    ground = own[place].ground_id if place in own else grounds.get(question.pk)
                    found += _of_answer(answers.get((*place, is_secret)), question, section, is_secret, ground)
        if area is not None and area.pk in proposed:
            found += _of_proposal(proposed[area.pk], section, on.ground_id if on else None)
    return found


def _of_answer(row: AnswerParts | None, question: Question, section: str, is_secret: bool, ground: int | None) -> Iterator[Piece]:
    if row is None:
        return
    heading = f"{question.code} {question.text}"
    marked = ground if is_secret else None
    values, texts = ". ".join(lines_of(row, question)), paragraphs(row.text)
    if values:  # a grade and what is written beside it are tried together
        texts[:1] = ["\n".join([values, *texts[:1]])]
    yield from (Piece(section, heading, text, is_secret, marked) for text in texts)
    beside = _("%(question)s, kommentar") % {"question": heading}
    yield from (Piece(section, beside, text, is_secret, marked) for text in paragraphs(row.comment))


def _of_proposal(proposal: Proposal, section: str, ground: int | None) -> Iterator[Piece]:
    if not proposal.category:
        return
    yield Piece(section, _("Förslag till kategori"), str(capfirst(Category(proposal.category).label)), True, ground)
    for row in proposal.grounds.all():
        heading = f"{row.criterion.code} {row.criterion.text}"
        yield from (Piece(section, heading, text, True, ground) for text in _judged(row.met, row.text))


def pieces_of_annex(picture: NationalPicture) -> list[Piece]:
    """Return the annex in paragraphs, area by area. All of it is classified. Two queries."""
    found: list[Piece] = []
    grounds = {str(row): row.pk for row in present_grounds()}
    for region in regions_of(picture):
        for entry in region.entries:
            name, ground = entry.area_name, grounds.get(entry.ground.split(", ")[0])
            if entry.proposed_category:
                words = str(capfirst(Category(entry.proposed_category).label))
                found.append(Piece(name, _("Lokalpolisområdets förslag till kategori"), words, True, ground))
            found += [Piece(name, _("Beskrivning"), text, True, ground) for text in paragraphs(entry.description)]
            for row in entry.grounds:
                found += [Piece(name, row["criterion"], text, True, ground) for text in _judged(row["met"], row["text"])]
            found += [Piece(name, _("Avvikande mening"), text, True, ground) for text in paragraphs(entry.dissent)]
    return found


def _judged(met: str, text: str) -> Iterator[str]:
    """Yield whether a criterion is met, and each paragraph of why."""
    if met in Met.values:
        yield str(Met(met).label)
    yield from paragraphs(text)


def paragraphs(text: str) -> list[str]:
    """Return a text cut at its empty lines, without what is around the parts."""
    return [part.strip() for part in BETWEEN_PARAGRAPHS.split(text.replace("\r\n", "\n")) if part.strip()]
