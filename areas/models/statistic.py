"""One number of a series: a year and its value."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models.statistic_delivery import StatisticDelivery
from areas.models.statistic_series import StatisticSeries


class Statistic(models.Model):
    """The value as it was delivered, also when it is too small to be shown: `areas.figures` says what is shown.

    A year without a row is not known, and nothing is put in its place. `low` and `high` are the bounds of a derived value: it can be
    neither less nor more.
    """

    series = models.ForeignKey(StatisticSeries, on_delete=models.PROTECT, related_name="values", db_index=False)  # the constraint has one
    year = models.SmallIntegerField(_("år"))
    value = models.DecimalField(_("värde"), max_digits=16, decimal_places=4)
    low = models.DecimalField(_("minst"), max_digits=16, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("högst"), max_digits=16, decimal_places=4, null=True, blank=True)
    delivery = models.ForeignKey(StatisticDelivery, on_delete=models.PROTECT, related_name="values", db_index=False)

    class Meta:
        verbose_name = _("registeruppgift")
        verbose_name_plural = _("registeruppgifter")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="areas_one_value_a_year"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("value"), high__gte=F("value")),
                name="areas_value_within_its_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.year}"
