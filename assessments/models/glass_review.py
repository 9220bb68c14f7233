"""What a second person found about an emergency reading."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.personal_grant import PersonalGrant


class Outcome(models.TextChoices):
    """Whether there was ground for it."""

    JUSTIFIED = "justified", _("Befogad")
    UNJUSTIFIED = "unjustified", _("Inte befogad")


class GlassReview(models.Model):
    """Written once, after the reading is over, by another than who read; the database refuses anything else. Without one, it waits."""

    grant = models.OneToOneField(PersonalGrant, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(_("utfall"), max_length=11, choices=Outcome.choices)
    finding = models.TextField(_("vad granskningen visade"), max_length=1000)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("granskning av läsning i nödläge")
        verbose_name_plural = _("granskningar av läsningar i nödläge")
        constraints = [models.CheckConstraint(condition=~Q(finding=""), name="assessments_glass_review_has_words")]

    def __str__(self) -> str:
        return f"granskning {self.pk}"
