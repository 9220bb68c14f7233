"""A file that somebody sent in, before and after it was read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.enums import BatchState


class ImportBatch(models.Model):
    """The file as it came, kept with its digest. It is applied whole or not at all, and once.

    `content` is empty for a kind whose files can be large: they lie in pieces (`BatchPart`). `options` are what a person told of the file
    (the year of its list, what its columns mean). `journal` is what reading it in wrote, step by step, so that it can be taken back
    (`areas.journal`); of older files only the rows that were made, by model, and the values that were changed.
    """

    kind = models.CharField(_("slag"), max_length=30)
    filename = models.CharField(_("filnamn"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.RECEIVED)
    options = models.JSONField(default=dict)
    journal = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)  # counts of the run that was applied: new, changed, unchanged
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True) | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="areas_batch_applied_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BatchState.APPLIED, BatchState.UNDONE]) | Q(applied_at__isnull=False),
                name="areas_batch_applied_has_when",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="areas_batch_undone_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(state=BatchState.UNDONE) | Q(undone_at__isnull=False), name="areas_batch_undone_has_when"),
        ]

    def __str__(self) -> str:
        return self.filename
