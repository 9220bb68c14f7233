"""The classified tables, every value sealed. Neither the open report nor `assessments.queries` may reach them (import contracts)."""

from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category, Met
from assessments.models import AreaAssessment, Criterion, Decision, LocalPicture, Question, ReviewPoint
from assessments.models.answer_parts import MAX_TEXT, AnswerParts
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.sealing.fields import SealedColumn, SealedModel, sealed

M = TypeVar("M", bound=models.Model)


class ClassifiedQuerySet(models.QuerySet[M]):
    """Rows that only who needs to know may read."""

    UNIT_FIELD = "picture__unit_id"

    def visible_to(self, scope: Scope) -> models.QuerySet[M]:
        """Return the rows of the units whose classified part the person may read."""
        return scope.limit(self, Codename.VIEW_CLASSIFIED, self.UNIT_FIELD, self.UNIT_FIELD.replace("unit_id", "pk"))


class ViaAreaQuerySet(ClassifiedQuerySet[M]):
    UNIT_FIELD = "area__picture__unit_id"


class ViaPointQuerySet(ClassifiedQuerySet[M]):
    UNIT_FIELD = "point__picture__unit_id"


class ViaProposalQuerySet(ClassifiedQuerySet[M]):
    UNIT_FIELD = "proposal__area__picture__unit_id"


class ViaDecisionQuerySet(ClassifiedQuerySet[M]):
    UNIT_FIELD = "decision__assessment__picture__unit_id"


def part(name: str) -> Any:
    """Return a part of an answer, sealed, with the type and the words of the open one."""
    field = AnswerParts._meta.get_field(name)
    assert isinstance(field, models.Field)
    return sealed(field.clone())


class ClassifiedAnswer(SealedModel, AnswerParts):
    """The classified parts of an answer, to a question about the local police area (`area` empty) or one area of it."""

    rating = part("rating")
    count = part("count")
    share = part("share")
    choice = part("choice")
    trend = part("trend")
    text = part("text")
    dont_know = part("dont_know")
    evidence = part("evidence")
    comment = part("comment")

    SEALED_BY = ("picture_id", "area_id", "question_id")

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="classified_answers")
    area = models.ForeignKey(AreaAssessment, on_delete=models.CASCADE, null=True, related_name="classified_answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")

    objects = ClassifiedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "area", "question"], nulls_distinct=False, name="classified_one_answer_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} ({self.pk})"

    def refuse_impossible(self, values: dict[str, Any]) -> None:
        super().refuse_impossible(values)
        if self.impossible():
            raise ValidationError(self.impossible())


class Proposal(SealedModel):
    """The LPO's proposal of a category, secret until the decision."""

    area = models.OneToOneField(AreaAssessment, on_delete=models.CASCADE, related_name="proposal")
    category = sealed(models.CharField(_("förslag"), max_length=10, choices=Category.choices))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    SEALED_BY = ("area_id",)

    objects = ViaAreaQuerySet.as_manager()

    def __str__(self) -> str:
        return f"förslag {self.pk}"


class ProposalGround(SealedModel):
    """Whether one criterion is met in the area, and why, as the LPO sees it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="grounds")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    met = sealed(models.CharField(_("uppfyllt"), max_length=6, choices=Met.choices))
    text = sealed(models.TextField(_("motivering"), max_length=MAX_TEXT, blank=True))

    SEALED_BY = ("proposal_id", "criterion_id")

    objects = ViaProposalQuerySet.as_manager()

    class Meta:
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["proposal", "criterion"], name="classified_one_proposal_ground_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id} ({self.pk})"


class PointText(SealedModel):
    """What Noa asks in a point, and what the LPO answers."""

    point = models.OneToOneField(ReviewPoint, on_delete=models.CASCADE, related_name="words")
    text = sealed(models.TextField(_("punkt"), max_length=MAX_TEXT))
    answer = sealed(models.TextField(_("svar"), max_length=MAX_TEXT, blank=True), column="sealed_answer")
    sealed_answer = SealedColumn(editable=False)  # apart: the words of a point stay, its answer is written later

    SEALED_BY = ("point_id",)

    objects = ViaPointQuerySet.as_manager()

    def __str__(self) -> str:
        return f"punkttext {self.pk}"


class DecisionGround(SealedModel):
    """Whether one criterion is met, as Noa decided, with the secret reasons."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="grounds")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    met = sealed(models.CharField(_("uppfyllt"), max_length=6, choices=Met.choices))
    text = sealed(models.TextField(_("skäl"), max_length=MAX_TEXT, blank=True))

    SEALED_BY = ("decision_id", "criterion_id")

    objects = ViaDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["decision", "criterion"], name="classified_one_decision_ground_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id} ({self.pk})"


class Dissent(SealedModel):
    """A differing opinion, kept beside the decision."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="dissent")
    text = sealed(models.TextField(_("avvikande mening"), max_length=MAX_TEXT))

    SEALED_BY = ("decision_id",)

    objects = ViaDecisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"avvikande mening {self.pk}"
