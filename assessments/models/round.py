"""A round: one national collection."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import RoundState
from assessments.models.method import Method


class Round(models.Model):
    """Method version, frozen roster and deadlines. A historic round has a published list and nothing behind it."""

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    method = models.ForeignKey(Method, on_delete=models.PROTECT, null=True, related_name="rounds")
    state = models.CharField(_("läge"), max_length=10, choices=RoundState.choices, default=RoundState.PLANNED)
    reference_date = models.DateField(_("organisationen gäller per"))
    submit_by = models.DateField(_("lämna in senast"), null=True)
    review_by = models.DateField(_("granska klart senast"), null=True)
    decide_by = models.DateField(_("besluta senast"), null=True)
    is_historic = models.BooleanField(_("återgiven ur en publicerad lista"), default=False)
    is_replay = models.BooleanField(_("återspelad: svaren är påhittade"), default=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("omgång")
        verbose_name_plural = _("omgångar")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True) | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="assessments_round_opened_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="assessments_round_closed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(is_historic=True)
                | Q(method__isnull=False, submit_by__isnull=False, review_by__gte=F("submit_by"), decide_by__gte=F("review_by")),
                name="assessments_round_deadlines_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"omgång {self.year}"
