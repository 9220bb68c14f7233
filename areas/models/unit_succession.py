"""Which units took over from which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitSuccession(models.Model):
    """`before` ended and `after` took over all or part of it on `date`."""

    before = models.ForeignKey("areas.Unit", on_delete=models.CASCADE, related_name="successors")
    after = models.ForeignKey("areas.Unit", on_delete=models.CASCADE, related_name="predecessors")
    date = models.DateField(_("datum"))
    kind = models.CharField(_("slag"), max_length=20)
    source = models.TextField(_("källa"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="areas_one_succession_per_pair")]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
