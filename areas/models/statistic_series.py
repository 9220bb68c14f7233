"""One indicator at one place, through the years."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.enums import SeriesMethod
from areas.models.area import Area
from areas.models.indicator import Indicator
from areas.models.municipality import Municipality
from areas.models.unit import Unit


class StatisticSeries(models.Model):
    """The place is one area, unit or municipality. What was derived never shares a series with what was counted."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="series")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="series")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="series")
    method = models.CharField(_("metod"), max_length=10, choices=SeriesMethod.choices, default=SeriesMethod.REGISTER)

    class Meta:
        verbose_name = _("serie")
        verbose_name_plural = _("serier")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "unit", "municipality", "method"], nulls_distinct=False, name="areas_one_series_of_a_place"
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=False, unit__isnull=True, municipality__isnull=True)
                | Q(area__isnull=True, unit__isnull=False, municipality__isnull=True)
                | Q(area__isnull=True, unit__isnull=True, municipality__isnull=False),
                name="areas_series_of_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id or self.unit_id or self.municipality_id}"
