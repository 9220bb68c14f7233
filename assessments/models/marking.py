"""The secrecy marking of a question: on which ground the classified parts of its answers are secret."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.question import Question
from lagesbild.secrecy.models import SecrecyGround


class Marking(models.Model):
    """Holds for every answer to the question. `ground` is the version that it was marked with, whatever is corrected later.

    Lifting says that the marking was looked at and found to be needed no more. It opens nothing: what is classified stays where it is.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="marking")
    ground = models.ForeignKey(SecrecyGround, on_delete=models.PROTECT, related_name="+")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    review_by = models.DateField(_("omprövas senast"))
    renewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    renewed_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sekretessmarkering")
        verbose_name_plural = _("sekretessmarkeringar")
        ordering = ["review_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="assessments_marking_lifted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(renewed_at__isnull=True, renewed_by__isnull=True) | Q(renewed_at__isnull=False, renewed_by__isnull=False),
                name="assessments_marking_renewed_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"markering {self.pk}"
