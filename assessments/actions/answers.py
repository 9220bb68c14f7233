"""Saving answers: the open parts in one table, the classified parts in another, in one transaction."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions import twins
from assessments.actions.pictures import answer_point
from assessments.actions.writing import lock_to_write, note_writing, refuse_locked
from assessments.classified.models import ClassifiedAnswer, Proposal, ProposalGround
from assessments.enums import Category, Disclosure, Met
from assessments.models import Answer, AreaAssessment, LocalPicture, Question, ReviewPoint
from assessments.models.answer_parts import AnswerParts
from assessments.models.question import QuestionKind
from assessments.models.question import Scope as QuestionScope
from lagesbild import audit, clock
from lagesbild.audit.events import Event
from lagesbild.db import present
from lagesbild.exceptions import ActionDenied

Parts = Mapping[str, Any]  # part name → value, as in AnswerParts.VALUE_FIELDS
NOTES = ("evidence", "comment")
Table = TypeVar("Table", Answer, ClassifiedAnswer)


@transaction.atomic
def save_answers(
    picture: LocalPicture,
    *,
    area: AreaAssessment | None,
    answers: Mapping[str, Parts],
    version: int,
    by: Any,
    proposal: Mapping[str, Any] | None = None,
) -> int:
    """Save answers by question code for the screening (`area` None) or one area; return the new version.

    `version` is the one the person read: when it is not the present one, `Stale` is raised and nothing is written. Only parts that the
    question asks for are taken; only sections that are open for writing may be changed.
    `proposal` is `{"category", "grounds": {code: {met, text}}}`.
    """
    picture, target = lock_to_write(picture, area, version=version, by=by)
    questions = _questions(picture, area, answers)
    sections = {question.section_code for question in questions.values()} | ({"T"} if proposal else set())
    refuse_locked(picture, area, sections)
    now = clock.now()
    if area:
        twins.note_changes(area, _twin_changes(area, questions, answers))
    _write(Answer, Disclosure.OPEN, picture, area, questions, answers, by, now)
    _write(ClassifiedAnswer, Disclosure.CLASSIFIED, picture, area, questions, answers, by, now)
    if proposal and area:
        _refuse_unknown(area, proposal)
        _write_proposal(area, proposal, by, now)
    note_writing(picture, target, sections, by=by, now=now)
    audit.record(Event.ANSWERS_SAVED, obj=picture, by=by, detail={"area": area.pk if area else None, "questions": sorted(questions)})
    return target.version


@transaction.atomic
def save_with_points(
    picture: LocalPicture,
    *,
    area: AreaAssessment | None,
    answers: Mapping[str, Parts],
    version: int,
    by: Any,
    proposal: Mapping[str, Any] | None = None,
    points: Iterable[tuple[ReviewPoint, str]] = (),
) -> int:
    """Save answers and the answers to Noa's points that stand among them: all or nothing. Returns the new version."""
    new = save_answers(picture, area=area, answers=answers, version=version, by=by, proposal=proposal)
    for point, text in points:
        answer_point(point, text=text, by=by)
    return new


def _questions(picture: LocalPicture, area: AreaAssessment | None, answers: Mapping[str, Parts]) -> dict[str, Question]:
    scope = QuestionScope.AREA if area else QuestionScope.LPO
    known = {question.code: question for question in Question.objects.filter(method=picture.round.method_id, scope=scope)}
    unknown = sorted(set(answers) - set(known))
    if unknown:
        raise ActionDenied(_("Frågan %(code)s finns inte i den här metodversionen. Ladda om sidan.") % {"code": unknown[0][:20]})
    return {code: known[code] for code in answers}


def _twin_changes(
    area: AreaAssessment, questions: Mapping[str, Question], answers: Mapping[str, Parts]
) -> list[tuple[Question, bool, bool]]:
    """Return the questions that have an open formulation with whether their classified text (the source) and the open one are changed.

    An open formulation that is not there fits whatever the source says.
    """
    found = []
    for code, question in questions.items():
        if question.has_twin or question.kind == QuestionKind.DESCRIPTION:
            source = ClassifiedAnswer.objects.filter(area=area, question=question).first()
            twin = Answer.objects.filter(area=area, question=question).first()
            given = answers[code]
            open_text, secret_text = _both_texts(question, given)
            changed = secret_text != (source.text if source else ""), open_text != (twin.text if twin else "")
            found.append((question, changed[0], changed[1] or not open_text.strip()))
    return found


def _both_texts(question: Question, parts: Parts) -> tuple[str, str]:
    """Return the open formulation and the classified text of an answer that has both."""
    names = ("text", "secret_text") if question.kind == QuestionKind.DESCRIPTION else ("open_text", "text")
    return parts.get(names[0], ""), parts.get(names[1], "")


def _write(
    table: type[Table],
    disclosure: str,
    picture: LocalPicture,
    area: AreaAssessment | None,
    questions: Mapping[str, Question],
    answers: Mapping[str, Parts],
    by: Any,
    now: Any,
) -> None:
    rows: list[Table] = []
    for code, parts in answers.items():
        question = questions[code]
        kept = {name: parts[name] for name in question.parts(disclosure) if name in parts}
        if question.kind == QuestionKind.DESCRIPTION or (question.has_twin and disclosure == Disclosure.OPEN):
            kept["text"] = _both_texts(question, parts)[disclosure == Disclosure.CLASSIFIED]
        if not question.writes(disclosure):
            continue
        if question.notes_class == disclosure:
            kept |= {name: parts[name] for name in (*NOTES, "dont_know") if name in parts}
        rows.append(table(picture=picture, area=area, question=question, written_by=by, written_at=now, **kept))
    columns: tuple[str, ...] = ("sealed",) if table is ClassifiedAnswer else AnswerParts.VALUE_FIELDS
    table._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["picture", "area", "question"],
        update_fields=[*columns, "written_by", "written_at"],
    )


def _refuse_unknown(area: AreaAssessment, proposal: Mapping[str, Any]) -> None:
    """Refuse a category or a criterion that the method version does not have."""
    method = area.picture.round.method
    grounds = proposal.get("grounds", {})
    category = proposal.get("category") or ""
    judged = {row.get("met") or "" for row in grounds.values()}
    known = {"", Category.INTE, *(method.categories if method else ())}
    codes = set(method.criteria.values_list("code", flat=True)) if method else set()
    if category not in known or set(grounds) - codes or judged - {"", *Met.values}:
        raise ActionDenied(_("Förslaget passar inte den här metodversionen. Ladda om sidan."))


def _write_proposal(area: AreaAssessment, proposal: Mapping[str, Any], by: Any, now: Any) -> None:
    """Write the proposal as far as it has come: grounds may be written before a category is chosen. Signing asks for the category."""
    given = proposal.get("grounds", {})
    kept = {code: ground for code, ground in given.items() if ground.get("met") or ground.get("text")}
    category = proposal.get("category") or ""
    if not category and not kept:
        Proposal.objects.filter(area=area).delete()
        return
    row = Proposal.objects.filter(area=area).first() or Proposal(area=area)
    row.category, row.written_by, row.written_at = category, by, now
    row.save()
    criteria = {criterion.code: criterion for criterion in present(area.picture.round.method).criteria.all()}
    ProposalGround.objects.filter(proposal=row, criterion__code__in=set(given) - set(kept)).delete()
    ProposalGround.objects.bulk_create(
        [
            ProposalGround(proposal=row, criterion=criteria[code]).holding(met=ground.get("met") or "", text=ground.get("text", ""))
            for code, ground in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["proposal", "criterion"],
        update_fields=["sealed"],
    )
