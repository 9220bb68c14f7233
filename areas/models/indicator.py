"""What is counted or measured: the population, the share in work, the number of shootings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.enums import Better, IndicatorKind


class Indicator(models.Model):
    """One kind of number. Indicators are data: a new one is a row of a file, and no change of the program.

    `beside` are the codes of the questions of the method that it is shown at. `source` is where it usually comes from; each delivery
    says its own.
    """

    key = models.SlugField(_("nyckel"), max_length=60, unique=True)
    name = models.CharField(_("namn"), max_length=120)
    unit = models.CharField(_("enhet"), max_length=40)
    kind = models.CharField(_("slag"), max_length=10, choices=IndicatorKind.choices)
    better = models.CharField(_("bättre"), max_length=4, choices=Better.choices, blank=True)
    beside = models.CharField(_("vid frågorna"), max_length=120, blank=True)
    source = models.CharField(_("vanlig källa"), max_length=300, blank=True)
    note = models.TextField(_("anmärkning"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"), default=50)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.name
