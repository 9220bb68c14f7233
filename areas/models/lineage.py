"""How areas come from one another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.enums import LineageKind
from areas.models.area import Area


class Lineage(models.Model):
    """`before` became `after` (one row per pair) in the list of `year`. For a rename or a trimmed boundary both are the same area."""

    kind = models.CharField(_("slag"), max_length=10, choices=LineageKind.choices)
    before = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="became")
    after = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="came_from")
    year = models.PositiveSmallIntegerField(_("år"))
    note = models.TextField(_("anmärkning"), blank=True)
    source = models.TextField(_("källa"), blank=True)

    class Meta:
        ordering = ["year", "before_id", "after_id"]
        constraints = [models.UniqueConstraint(fields=["before", "after", "year"], name="areas_one_lineage_per_pair_and_year")]

    def __str__(self) -> str:
        return f"{self.before} {self.kind} {self.after} {self.year}"
