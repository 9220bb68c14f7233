"""A local police area on a round's roster, as it was called then."""

from django.db import models

from areas.models import Unit
from assessments.models.round import Round


class RosterEntry(models.Model):
    """Frozen when the round opens: later changes of names and regions do not reach it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="roster")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    code = models.CharField(max_length=10, blank=True)
    is_named = models.BooleanField()
    district_name = models.CharField(max_length=80, blank=True)
    region = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    region_name = models.CharField(max_length=80)
    region_slug = models.SlugField(max_length=80)
    region_order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["region_order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessments_unit_once_on_a_roster"),
            models.UniqueConstraint(fields=["round", "slug"], name="assessments_slug_once_on_a_roster"),
        ]

    def __str__(self) -> str:
        return f"LPO {self.name}"
