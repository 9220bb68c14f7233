"""Where in the organisation a unit stands, for a time."""

from django.db import models

from areas.models.period import Period, PeriodQuerySet


class UnitPlacement(Period):
    """`unit` stands directly below `parent`."""

    unit = models.ForeignKey("areas.Unit", on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey("areas.Unit", on_delete=models.PROTECT, related_name="placed_below")

    objects = PeriodQuerySet["UnitPlacement"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="areas_one_placement_from_a_day"),
            models.CheckConstraint(condition=~models.Q(unit=models.F("parent")), name="areas_unit_not_below_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"
