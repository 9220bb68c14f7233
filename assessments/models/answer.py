"""The open part of an answer."""

from django.db import models

from assessments.models.answer_parts import AnswerParts
from assessments.models.area_assessment import AreaAssessment
from assessments.models.local_picture import LocalPicture
from assessments.models.question import Question


class Answer(AnswerParts):
    """To a question about the whole local police area (`area` empty) or about one area of it. Holds open parts only."""

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="answers")
    area = models.ForeignKey(AreaAssessment, on_delete=models.CASCADE, null=True, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")

    class Meta(AnswerParts.Meta):
        constraints = [
            *AnswerParts.Meta.constraints,
            models.UniqueConstraint(
                fields=["picture", "area", "question"], nulls_distinct=False, name="assessments_one_open_answer_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.pk})"
