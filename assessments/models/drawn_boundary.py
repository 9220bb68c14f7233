"""The boundary that a local police area draws for one of its areas in a round."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.area_assessment import AreaAssessment
from assessments.models.local_picture import LocalPicture


class DrawnBoundary(models.Model):
    """A proposal until the report is published; then it becomes the boundary of a decided area. Without a row the last boundary goes on.

    `geometry` is as in `areas.Boundary`: a MultiPolygon in SWEREF 99 TM. `reason` says why the boundary is moved, and is never empty.
    """

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="drawn_boundaries")
    area = models.OneToOneField(AreaAssessment, on_delete=models.CASCADE, related_name="drawn")
    geometry = models.JSONField(_("gräns"))
    area_m2 = models.DecimalField(_("yta, m²"), max_digits=14, decimal_places=2)
    reason = models.TextField(_("skäl"))
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ritad gräns")
        verbose_name_plural = _("ritade gränser")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="assessments_drawn_boundary_has_reason")]

    def __str__(self) -> str:
        return f"gräns {self.area_id}"
