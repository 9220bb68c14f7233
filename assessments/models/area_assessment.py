"""One area in one local picture."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, AreaVersion, Municipality
from assessments.models.local_picture import LocalPicture
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope


class AreaAssessmentQuerySet(models.QuerySet["AreaAssessment"]):
    def visible_to(self, scope: Scope) -> models.QuerySet["AreaAssessment"]:
        """Return the area assessments whose open part the person may read."""
        return scope.limit(self, Codename.VIEW_PICTURE, "picture__unit_id", "picture_id")


class AreaAssessment(models.Model):
    """Either a known area (`area`, `area_version`) or a proposed new one (`proposed_name` …), which gets its area with the decision."""

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="assessments")
    area_version = models.ForeignKey(AreaVersion, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("namn"), max_length=120)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    is_proposed = models.BooleanField(_("förslag på nytt område"), default=False)
    lat = models.DecimalField(_("latitud"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitud"), max_digits=8, decimal_places=5, null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    left_out_reason = models.TextField(_("skäl till att området lämnas utan beslut"), blank=True)
    left_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    left_out_at = models.DateTimeField(null=True)

    objects = AreaAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("områdesbedömning")
        verbose_name_plural = _("områdesbedömningar")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "area"], name="assessments_area_once_in_a_picture"),
            models.UniqueConstraint(fields=["picture", "name"], name="assessments_name_once_in_a_picture"),
            models.CheckConstraint(condition=Q(is_proposed=True) | Q(area__isnull=False), name="assessments_known_area_is_named"),
            models.CheckConstraint(
                condition=Q(left_out_at__isnull=True, left_out_by__isnull=True, left_out_reason="")
                | (Q(left_out_at__isnull=False, left_out_by__isnull=False) & ~Q(left_out_reason="")),
                name="assessments_left_out_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name
