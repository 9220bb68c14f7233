"""What holds for a time: a first day, and a last day or none."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model)


class PeriodQuerySet(models.QuerySet[M]):
    """Rows that hold for a time."""

    def as_of(self, day: date) -> Self:
        """Return the rows that hold on `day`; both the first and the last day count."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Period(models.Model):
    """Base of everything that is true from a first day to a last day (empty: still true). Nothing is overwritten; a change is a new row."""

    valid_from = models.DateField(_("gäller från"))
    valid_to = models.DateField(_("gäller till"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_period_in_order",
            )
        ]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
