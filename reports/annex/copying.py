"""Copies the secret side of a round into the annex, in the same transaction as the picture itself."""

from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, Proposal
from assessments.models import Decision, Marking, Round
from assessments.models.question import QuestionKind
from lagesbild.access.acting import Purpose, acting_for
from lagesbild.db import present
from reports.annex.models import AnnexEntry
from reports.models import NationalPicture


def copy_annex(round_: Round, picture: NationalPicture) -> int:
    """Write one annex entry per decided area and return how many. A historic round has nothing secret to copy.

    Who compiles need not be one who may read it: the system reads and writes here, and for this only.
    """
    with acting_for(Purpose.COMPILE_ANNEX):
        return _copy(round_, picture)


def _copy(round_: Round, picture: NationalPicture) -> int:
    decisions = Decision.objects.filter(round=round_, assessment__isnull=False).select_related("assessment__picture__roster")
    described = ClassifiedAnswer.objects.filter(picture__round=round_, question__kind=QuestionKind.DESCRIPTION)
    descriptions = {row.area_id: row.text for row in described}
    proposals = {row.area_id: row.category for row in Proposal.objects.filter(area__picture__round=round_)}
    dissents = {row.decision_id: row.text for row in Dissent.objects.filter(decision__round=round_)}
    grounds: dict[int, list[dict[str, str]]] = {}
    for row in DecisionGround.objects.filter(decision__round=round_).select_related("criterion"):
        grounds.setdefault(row.decision_id, []).append({"criterion": row.criterion.text, "met": row.met, "text": row.text})
    marked = _Grounds(round_)
    entries = [
        AnnexEntry(
            picture=picture,
            area_name=assessment.name,
            lpo_name=assessment.picture.roster.name,
            region_name=assessment.picture.roster.region_name,
            category=row.category,
            ground=marked.of(row, assessment.pk),
        ).holding(
            proposed_category=proposals.get(assessment.pk, ""),
            description=descriptions.get(assessment.pk, ""),
            grounds=grounds.get(row.pk, []),
            dissent=dissents.get(row.pk, ""),
        )
        for row, assessment in ((row, present(row.assessment)) for row in decisions)
    ]
    return len(AnnexEntry.objects.bulk_create(entries))


class _Grounds:
    """The grounds on which what is copied is marked: of the questions, and of the texts that have one of their own."""

    def __init__(self, round_: Round) -> None:
        kinds = (QuestionKind.DESCRIPTION, QuestionKind.PROPOSAL)
        general = Marking.objects.filter(question__method=round_.method_id, question__kind__in=kinds).select_related("ground", "question")
        self.general = {present(row.question).kind: str(row.ground) for row in general}
        own = Marking.objects.filter(picture__round=round_, lifted_at=None).select_related("ground")
        described = own.filter(answer_to__kind=QuestionKind.DESCRIPTION)
        self.descriptions = {row.area_id: str(row.ground) for row in described}
        self.decisions = {row.decision_id: str(row.ground) for row in own.filter(decision__isnull=False)}

    def of(self, decision: Decision, area_id: int) -> str:
        """Return the grounds of one area's entry, in words."""
        found = self.general | ({QuestionKind.DESCRIPTION.value: self.descriptions[area_id]} if area_id in self.descriptions else {})
        own = self.decisions.get(decision.pk)
        return ", ".join(sorted({*found.values(), *([own] if own else [])}))
