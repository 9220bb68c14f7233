"""Whether an open formulation still fits the classified text that it was written beside."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.area_assessment import AreaAssessment
from assessments.models.question import Question


class OpenTwin(models.Model):
    """Counts the changes of the classified text (the source), and holds which of them the open text was written or confirmed at.

    The open text itself is `Answer.text`. Nothing of the source is kept here, no digest of it either: only how many times it has changed.
    """

    area = models.ForeignKey(AreaAssessment, on_delete=models.CASCADE, related_name="twins")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    source_version = models.PositiveIntegerField(default=0)
    twin_version = models.PositiveIntegerField(default=0)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "question"], name="assessments_one_twin_per_area_and_question"),
            models.CheckConstraint(condition=Q(twin_version__lte=F("source_version")), name="assessments_twin_not_ahead_of_its_source"),
        ]

    def __str__(self) -> str:
        return f"öppen formulering {self.pk}"

    @property
    def is_stale(self) -> bool:
        """Whether the source has changed since the open text was written or confirmed."""
        return self.twin_version < self.source_version
