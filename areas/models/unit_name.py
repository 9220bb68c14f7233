"""What a unit is called, for a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.period import Period, PeriodQuerySet


class UnitName(Period):
    """Rinkeby until 2020, Järva from 2021: one unit, two rows."""

    unit = models.ForeignKey("areas.Unit", on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("namn"), max_length=80)
    slug = models.SlugField(max_length=80)
    source = models.TextField(_("källa"), blank=True)

    objects = PeriodQuerySet["UnitName"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="areas_one_unit_name_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
