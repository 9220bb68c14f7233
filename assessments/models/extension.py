"""A local police area's request for more time, and Noa's answer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import ExtensionState as State
from assessments.models.local_picture import LocalPicture

MAX_DAYS = 60  # how much later than the deadline, or than today when it has passed
DECIDED = (State.GRANTED, State.REFUSED)


class Extension(models.Model):
    """Asked by the chief with a day and a reason, answered by a lead of rounds with a reason. Never changed afterwards, but by its state.

    `until` is the day that was asked for, `granted_until` the one that was given, which may be another.
    """

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.ASKED)
    until = models.DateField(_("till"))
    reason = models.CharField(_("skäl"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted_until = models.DateField(null=True)
    answer = models.CharField(_("svar"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("anstånd")
        verbose_name_plural = _("anstånd")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["picture"], condition=Q(state=State.ASKED), name="assessments_one_extension_waits"),
            models.CheckConstraint(condition=~Q(reason=""), name="assessments_extension_has_reason"),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="assessments_extension_four_eyes"),
            models.CheckConstraint(
                condition=(Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer=""))
                | (~Q(state__in=DECIDED) & Q(decided_by=None, decided_at=None, answer="")),
                name="assessments_extension_decided_has_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state=State.GRANTED, granted_until__isnull=False) | (~Q(state=State.GRANTED) & Q(granted_until=None)),
                name="assessments_extension_granted_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"anstånd {self.pk}"
