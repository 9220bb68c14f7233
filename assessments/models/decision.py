"""A decision on an area's category in a round."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, AreaVersion, ImportBatch
from assessments.enums import Category, Trend
from assessments.models.area_assessment import AreaAssessment
from assessments.models.round import Round


class Decision(models.Model):
    """Never edited: the database refuses change and removal. A decision taken over from a published list has a source and nobody's name.

    One that came with a file (`batch`) goes with it when its reading in is undone, and in no other way.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="decisions")
    area_version = models.ForeignKey(AreaVersion, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(AreaAssessment, on_delete=models.PROTECT, null=True, related_name="decision")
    category = models.CharField(_("kategori"), max_length=10, choices=Category.choices)
    trend = models.CharField(_("utveckling"), max_length=12, choices=Trend.choices, blank=True)
    open_grounds = models.TextField(_("öppna skäl"), blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    source = models.TextField(_("källa"), blank=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("klassificeringsbeslut")
        verbose_name_plural = _("klassificeringsbeslut")
        constraints = [
            models.UniqueConstraint(fields=["round", "area"], name="assessments_one_decision_per_area_and_round"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_at__isnull=False, reviewed_by__isnull=False, assessment__isnull=False)
                | (Q(decided_by__isnull=True, decided_at__isnull=True, assessment__isnull=True) & ~Q(source="")),
                name="assessments_decision_taken_or_taken_over",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("reviewed_by")), name="assessments_decision_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"beslut {self.pk}"
