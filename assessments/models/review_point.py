"""A numbered point that Noa wants answered, tied to a question."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.area_assessment import AreaAssessment
from assessments.models.local_picture import LocalPicture
from assessments.models.question import Question


class PointState(models.TextChoices):
    """`draft` is written and not yet sent; `open` waits for the LPO; `answered` waits for Noa; `closed` came with the approval."""

    DRAFT = "draft", _("Inte skickad")
    OPEN = "open", _("Inte besvarad")
    ANSWERED = "answered", _("Besvarad")
    CLOSED = "closed", _("Klar")


class ReviewPoint(models.Model):
    """The point's number, place and state. Its words are classified and stand in `assessments.classified.PointText`."""

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="points")
    area = models.ForeignKey(AreaAssessment, on_delete=models.PROTECT, null=True, related_name="points")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PointState.choices, default=PointState.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["turn", "number"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "turn", "number"], name="assessments_point_numbered_once_a_turn"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True) | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="assessments_point_answered_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"punkt {self.number}"
