"""The national picture of a round: copies, never links, so that what was approved is what is published."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category
from assessments.models import Round
from reports.enums import NationalState


class NationalPicture(models.Model):
    """A correction makes a new version. From the approval on, the database refuses every change."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="national_pictures")
    year = models.PositiveSmallIntegerField(_("år"))
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("läge"), max_length=10, choices=NationalState.choices, default=NationalState.COMPILED)
    summary = models.TextField(_("sammanfattning"), blank=True)
    register_number = models.CharField(_("diarienummer"), max_length=60, blank=True)
    text_version = models.PositiveIntegerField(default=0)  # counts the changes of its wording: what a person read, and what it is now
    source_note = models.TextField(_("källor"), blank=True)
    correction_reason = models.TextField(_("skäl till rättelsen"), blank=True)
    is_replay = models.BooleanField(default=False)
    is_historic = models.BooleanField(default=False)
    lpo_count = models.PositiveSmallIntegerField(null=True)
    previous_year = models.PositiveSmallIntegerField(null=True)
    previous_totals = models.JSONField(default=dict)  # region name → category → number, of the last list
    method_name = models.CharField(max_length=120, blank=True)
    method_note = models.TextField(blank=True)
    categories = ArrayField(models.CharField(max_length=10, choices=Category.choices))
    questions = models.JSONField(default=list)  # code, section, text, is_open
    regions = models.JSONField(default=list)  # slug, name, in order
    lineage = models.JSONField(default=list)  # kind, before, after, note
    compiled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("nationell lägesbild")
        verbose_name_plural = _("nationella lägesbilder")
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="reports_one_picture_version_per_round"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="reports_picture_approved_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state=NationalState.APPROVED, approved_at__isnull=False)
                | Q(state=NationalState.COMPILED, approved_at__isnull=True),
                name="reports_picture_approved_has_when",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("compiled_by")), name="reports_picture_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"nationell lägesbild {self.year}, version {self.version}"
