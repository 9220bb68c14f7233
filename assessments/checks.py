"""What must hold before an act: which sections are open for writing, what is missing, who has written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.classified.models import ClassifiedAnswer, Proposal
from assessments.enums import Disclosure, PictureState, YesNo
from assessments.models import Answer, AreaAssessment, Edit, LocalPicture, Question, ReviewPoint
from assessments.models.question import QuestionKind, Scope
from assessments.models.review_point import PointState
from assessments.queries.markings import stale_twins
from assessments.workflow import EDITABLE

SCREENING = "S2"  # the question that ends in a zero report when it is answered no


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that must be there before the local picture can be signed. Says where, never what was answered."""

    area_id: int | None
    code: str
    sentence: str


def unlocked_sections(picture: LocalPicture, points: Iterable[ReviewPoint], area_id: int | None) -> frozenset[str] | None:
    """Return the sections that may be written in for the screening (`area_id` None) or one area; `None` means every one.

    After a return only the sections that the points name are open; before the first submission all are.
    """
    if picture.state not in EDITABLE:
        return frozenset()
    if picture.state != PictureState.RETURNED:
        return None
    return frozenset(point.question.section_code for point in points if point.turn == picture.turn and point.area_id == area_id)


def is_answered(question: Question, answer: Answer | None, classified: ClassifiedAnswer | None) -> bool:
    """Whether the question's main part is answered: a value, or "vet ej" said outright."""
    if any(row is not None and row.dont_know for row in (answer, classified)):
        return True
    if question.kind == QuestionKind.DESCRIPTION:
        return bool(answer and answer.text.strip())
    wanted = next((part for part in ("rating", "choice", "trend", "count", "text") if question.part_class(part)), None)
    if wanted is None:
        return True
    row = answer if question.part_class(wanted) == Disclosure.OPEN else classified
    value = getattr(row, wanted) if row is not None else None
    return value not in (None, "")


def is_zero_report(picture: LocalPicture) -> bool:
    """Whether the screening says that criminals affect the local community nowhere in the local police area."""
    row = ClassifiedAnswer.objects.filter(picture=picture, area=None, question__code=SCREENING).first()
    return row is not None and row.choice == YesNo.NO


def missing(picture: LocalPicture, questions: list[Question]) -> list[Missing]:
    """Return everything that must be there before signing, in form order. A zero report asks for the screening and no area."""
    answers = Answers(picture, questions)
    found = answers.missing(None, Scope.LPO)
    areas = list(AreaAssessment.objects.filter(picture=picture))
    screening = answers.screening
    if screening == YesNo.NO:
        found += _forgotten_in_a_zero_report(areas)
    else:
        unproposed, stale = _without_proposal(picture, areas), _stale_twins(areas)
        for area in areas:
            found += answers.missing(area, Scope.AREA) + unproposed.get(area.pk, []) + stale.get(area.pk, [])
        if not areas and screening:
            found.append(Missing(None, SCREENING, _("Inget område är bedömt. Lägg till ett område, eller svara nej på S2.")))
    return found + unanswered_points(picture)


class Answers:
    """Both halves of a picture's answers, read once."""

    def __init__(self, picture: LocalPicture, questions: list[Question]) -> None:
        self.questions = questions
        self.open = {(row.area_id, row.question_id): row for row in Answer.objects.filter(picture=picture)}
        self.classified = {(row.area_id, row.question_id): row for row in ClassifiedAnswer.objects.filter(picture=picture)}

    @property
    def screening(self) -> str:
        """Return "ja" or "nej" to the screening question; "" when it is not answered so."""
        question = next(question for question in self.questions if question.code == SCREENING)
        row = self.classified.get((None, question.pk))
        return row.choice if row else ""

    def missing(self, area: AreaAssessment | None, scope: str) -> list[Missing]:
        """Return the required questions without an answer, about one area or (`area` None) the whole local police area."""
        area_id, where = (area.pk, f"{area.name}, ") if area else (None, "")
        words = {"where": where}
        asked = [q for q in self.questions if q.scope == scope and q.required and q.kind != QuestionKind.PROPOSAL]
        found = [
            Missing(area_id, q.code, _("%(where)s%(code)s: svar saknas") % (words | {"code": q.code}))
            for q in asked
            if not is_answered(q, self.open.get((area_id, q.pk)), self.classified.get((area_id, q.pk)))
        ]
        return found + [
            Missing(area_id, q.code, _("%(where)s%(code)s: öppen formulering saknas") % (words | {"code": q.code}))
            for q in self.questions
            if q.scope == scope and self._lacks_twin(q, area_id)
        ]

    def _lacks_twin(self, question: Question, area_id: int | None) -> bool:
        """Whether the method demands an open formulation of a classified text that is written, and there is none."""
        if not (question.has_twin and question.twin_required):
            return False
        source, twin = self.classified.get((area_id, question.pk)), self.open.get((area_id, question.pk))
        return bool(source and source.text.strip()) and not (twin and twin.text.strip())


def _without_proposal(picture: LocalPicture, areas: list[AreaAssessment]) -> dict[int, list[Missing]]:
    """Return the areas that lack a proposed category, or a stand on every criterion of the method."""
    method = picture.round.method
    criteria = method.criteria.count() if method else 0
    written = Proposal.objects.filter(area__picture=picture).prefetch_related("grounds")
    proposed = {row.area_id: sum(bool(ground.met) for ground in row.grounds.all()) for row in written if row.category}
    found = {}
    for area in areas:
        if area.pk not in proposed:
            found[area.pk] = [Missing(area.pk, "T2", _("%(area)s, T2: förslag till kategori saknas") % {"area": area.name})]
        elif proposed[area.pk] < criteria:
            found[area.pk] = [Missing(area.pk, "T2", _("%(area)s, T2: ta ställning till varje kriterium") % {"area": area.name})]
    return found


def _stale_twins(areas: list[AreaAssessment]) -> dict[int, list[Missing]]:
    """Return the open formulations whose source has changed since they were written: they are to be confirmed or changed."""
    found: dict[int, list[Missing]] = {}
    for twin in stale_twins(area.pk for area in areas):
        code = twin.question.code
        sentence = _("%(area)s, %(code)s: källan har ändrats, bekräfta eller ändra den öppna formuleringen")
        found.setdefault(twin.area_id, []).append(Missing(twin.area_id, code, sentence % {"area": twin.area.name, "code": code}))
    return found


def _forgotten_in_a_zero_report(areas: list[AreaAssessment]) -> list[Missing]:
    names = ", ".join(area.name for area in areas if not area.is_proposed)
    if not names:
        return []
    sentence = _("S2 är besvarad med nej, men %(names)s fanns på den förra listan och ska bedömas.") % {"names": names}
    return [Missing(None, SCREENING, sentence)]


def unanswered_points(picture: LocalPicture) -> list[Missing]:
    """Return the points of this turn that the local police area has not answered."""
    points = ReviewPoint.objects.filter(picture=picture, turn=picture.turn, state=PointState.OPEN).select_related("question")
    if picture.state != PictureState.RETURNED:
        return []
    return [
        Missing(point.area_id, point.question.code, _("Punkt %(number)s från Noa är inte besvarad") % {"number": point.number})
        for point in points
    ]


def sections_written_by(picture: LocalPicture, user_id: int) -> list[Edit]:
    """Return what a person has written in the picture since the last return, latest first."""
    return list(Edit.objects.filter(picture=picture, turn=picture.turn, user_id=user_id))
