"""A change of the organisation: planned, approved by a second person, in effect from a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.enums import ChangeKind, ChangeState
from areas.models.unit import Unit

S = ChangeState


def _together(name: str) -> Q:
    """Return the condition that an act has both who and when, or neither."""
    return Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True}) | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})


class OrganisationChange(models.Model):
    """What is to be done (`plan`), what stood there when it was planned (`basis`), what it moves (`preview`), what it wrote (`journal`).

    `units` are those it touches; from the day it takes effect also those it made. Only `areas.actions.organisation` changes a row.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=ChangeKind.choices)
    title = models.CharField(_("vad som ändras"), max_length=300)
    effective_on = models.DateField(_("gäller från"))
    units = models.ManyToManyField(Unit, related_name="changes")
    reason = models.CharField(_("skäl"), max_length=500)
    plan = models.JSONField()
    basis = models.JSONField()
    preview = models.JSONField()
    journal = models.JSONField(default=list, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=S.choices, default=S.PLANNED)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    took_effect_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reversed_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("skäl till att den avbröts eller återställdes"), max_length=500, blank=True)
    failure = models.CharField(_("varför den inte kunde genomföras"), max_length=1000, blank=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("organisationsändring")
        verbose_name_plural = _("organisationsändringar")
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_together("approved"), name="areas_change_approved_at_with_by"),
            models.CheckConstraint(condition=_together("cancelled"), name="areas_change_cancelled_at_with_by"),
            models.CheckConstraint(condition=_together("reversed"), name="areas_change_reversed_at_with_by"),
            models.CheckConstraint(condition=~Q(approved_by=F("planned_by")), name="areas_change_four_eyes"),
            models.CheckConstraint(
                condition=~Q(state__in=[S.APPROVED, S.IN_EFFECT, S.REVERSED]) | Q(approved_at__isnull=False),
                name="areas_change_approved_before_effect",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[S.IN_EFFECT, S.REVERSED], took_effect_at__isnull=False)
                | (~Q(state__in=[S.IN_EFFECT, S.REVERSED]) & Q(took_effect_at__isnull=True)),
                name="areas_change_in_effect_has_when",
            ),
            models.CheckConstraint(
                condition=Q(state=S.CANCELLED, cancelled_at__isnull=False) | (~Q(state=S.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="areas_change_cancelled_has_when",
            ),
            models.CheckConstraint(
                condition=Q(state=S.REVERSED, reversed_at__isnull=False) | (~Q(state=S.REVERSED) & Q(reversed_at__isnull=True)),
                name="areas_change_reversed_has_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        """Whether it has not taken effect and still may."""
        return self.state in {S.PLANNED, S.APPROVED}
