"""A local picture: one local police area's submission in a round."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Unit
from assessments.enums import PictureState
from assessments.models.roster_entry import RosterEntry
from assessments.models.round import Round
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope


class LocalPictureQuerySet(models.QuerySet["LocalPicture"]):
    def visible_to(self, scope: Scope) -> models.QuerySet["LocalPicture"]:
        """Return the pictures whose open part the person may read."""
        return scope.limit(self, Codename.VIEW_PICTURE, "unit_id", "pk")


class LocalPicture(models.Model):
    """Carries the state. `turn` counts the returns, `version` the saves of its screening part. Only `assessments.actions` change it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pictures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    roster = models.OneToOneField(RosterEntry, on_delete=models.PROTECT, related_name="picture")
    state = models.CharField(_("läge"), max_length=10, choices=PictureState.choices, default=PictureState.NONE)
    state_since = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)
    due = models.DateField(_("senast"))  # the deadline of whoever has the ball
    is_zero_report = models.BooleanField(_("nollrapport"), default=False)
    is_example = models.BooleanField(_("påhittade svar"), default=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = LocalPictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("lokal lägesbild")
        verbose_name_plural = _("lokala lägesbilder")
        permissions = [(code.value, code.label) for code in (Codename.VIEW_PICTURE, Codename.VIEW_CLASSIFIED)]
        ordering = ["roster__region_order", "roster__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessments_one_picture_per_unit_and_round"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessments_picture_submitted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at__isnull=True, reviewer__isnull=True) | Q(taken_up_at__isnull=False, reviewer__isnull=False),
                name="assessments_picture_taken_up_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="assessments_picture_approved_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False, state=PictureState.APPROVED)
                | (Q(approved_at__isnull=True) & ~Q(state=PictureState.APPROVED)),
                name="assessments_picture_approved_has_when",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("submitted_by")), name="assessments_picture_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"lokal lägesbild {self.pk}"
