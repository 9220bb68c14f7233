"""Where an area's boundary ran, for a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.area import Area
from areas.models.import_batch import ImportBatch
from areas.models.period import Period, PeriodQuerySet


class Boundary(Period):
    """A polygon that holds for a time. Name and unit are versions of their own: a boundary can move while they stay, and the other way.

    `geometry` is a GeoJSON MultiPolygon in SWEREF 99 TM (EPSG:3006): metres with four decimals, east before north. `area_m2` is its
    surface in the plane of that projection, as in the police's own files. `reason` says why it runs as it does since `valid_from`.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="boundaries")
    geometry = models.JSONField(_("gräns"))
    area_m2 = models.DecimalField(_("yta, m²"), max_digits=14, decimal_places=2)
    reason = models.TextField(_("skäl"), blank=True)
    source = models.TextField(_("källa"), blank=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, related_name="boundaries")

    objects = PeriodQuerySet["Boundary"].as_manager()

    class Meta(Period.Meta):
        verbose_name = _("gräns")
        verbose_name_plural = _("gränser")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["area", "valid_from"], name="areas_one_boundary_from_a_day"),
            models.CheckConstraint(condition=models.Q(area_m2__gt=0), name="areas_boundary_has_surface"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.valid_from}"
