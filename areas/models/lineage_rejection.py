"""A proposed lineage that somebody said no to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.enums import LineageKind
from areas.models.area import Area


class LineageRejection(models.Model):
    """One pair of a proposal that does not hold, and why. Nothing follows from it, but that the same is not proposed again."""

    kind = models.CharField(_("slag"), max_length=10, choices=LineageKind.choices)
    before = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("år"))
    reason = models.TextField(_("skäl"))
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "before_id", "after_id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "year", "kind"], nulls_distinct=False, name="areas_rejected_once_in_a_year"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="areas_rejection_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.kind} {self.after} {self.year}"
