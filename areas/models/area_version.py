"""How an area was, for a time."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.area import Area
from areas.models.municipality import Municipality
from areas.models.period import Period, PeriodQuerySet
from areas.models.unit import Unit
from areas.unpublished import hidden_from
from lagesbild.access.scope import Scope


class AreaVersionQuerySet(PeriodQuerySet["AreaVersion"]):
    """Versions, cut to those that a person may know of."""

    def visible_to(self, scope: Scope) -> Self:
        """Leave out the areas that came into being with a decision that is not published yet."""
        hidden = hidden_from(scope)
        return self.exclude(area__in=hidden) if hidden else self


class AreaVersion(Period):
    """Name, unit, municipality and centre. `unit` is a district where public sources do not tell the local police area."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("namn"), max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="area_versions")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="area_versions")
    lat = models.DecimalField(_("latitud"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitud"), max_digits=8, decimal_places=5, null=True, blank=True)
    area_km2 = models.DecimalField(_("yta, km²"), max_digits=8, decimal_places=3, null=True, blank=True)
    source = models.TextField(_("källa"), blank=True)
    note = models.TextField(_("anmärkning"), blank=True)

    objects = AreaVersionQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("områdesversion")
        verbose_name_plural = _("områdesversioner")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["area", "valid_from"], name="areas_one_version_from_a_day"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__range=(55, 70), lon__range=(10, 25)),
                name="areas_centre_in_sweden",
            ),
        ]

    def __str__(self) -> str:
        return self.name
