"""What one person may read of one local picture for a time, beside their roles."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.local_picture import LocalPicture
from lagesbild.access.codenames import Codename
from lagesbild.access.guardian import UserGrantBase

MAX_DAYS = 30
GLASS_TIME = timedelta(hours=4)  # how long an emergency reading holds; nobody makes it longer, a new one is opened
GLASS_REVIEW_DAYS = 1  # it is to be reviewed by the day after; later it stands as late, until somebody does
# A number of a case: letters, digits and signs between them, at least one digit. Too short to tell anything else.
CASE_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö/.: -]{1,39}")


class Level(models.TextChoices):
    """How much of the picture is read. Nothing can be written with a personal grant."""

    OPEN = "open", _("Den öppna delen")
    CLASSIFIED = "classified", _("Även den sekretessbelagda delen")


GIVES: dict[str, tuple[Codename, ...]] = {
    Level.OPEN: (Codename.VIEW_PICTURE,),
    Level.CLASSIFIED: (Codename.VIEW_PICTURE, Codename.VIEW_CLASSIFIED),
}


class Ended(models.TextChoices):
    """Why a personal grant ended."""

    TIME = "time", _("tiden gick ut")
    EARLY = "early", _("avslutad i förtid")


class PictureUserGrant(UserGrantBase):
    """The grants that hold now. From the second `until` passes, neither the scope nor the database counts the row."""

    content_object = models.ForeignKey(LocalPicture, on_delete=models.CASCADE)
    until = models.DateTimeField()


class PersonalGrant(models.Model):
    """The record that stays: what was given to whom, for what, by whom, until when, and how it ended.

    With a case number it is an emergency reading (break-glass): given to oneself, for a few hours, and reviewed by somebody else
    (`GlassReview`).
    """

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="personal_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="personal_grants")
    level = models.CharField(_("omfattning"), max_length=10, choices=Level.choices)
    purpose = models.CharField(_("ändamål"), max_length=300)
    case_number = models.CharField(_("ärendenummer"), max_length=40, blank=True, default="", db_default="")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateTimeField(_("gäller till"))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_why = models.CharField(max_length=5, choices=Ended.choices, blank=True)

    class Meta:
        verbose_name = _("personlig behörighet")
        verbose_name_plural = _("personliga behörigheter")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "user"], condition=Q(ended_at=None), name="assessments_one_personal_grant_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("given_by")) | ~Q(case_number=""), name="assessments_personal_grant_never_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(case_number="") | Q(user=F("given_by"), level=Level.CLASSIFIED, until__lte=F("given_at") + GLASS_TIME),
                name="assessments_break_glass_is_ones_own_and_short",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="assessments_personal_grant_has_purpose"),
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at"), until__lte=F("given_at") + timedelta(days=MAX_DAYS + 1)),
                name="assessments_personal_grant_ends",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="assessments_personal_grant_ended_has_why",
            ),
        ]

    def __str__(self) -> str:
        return f"personlig behörighet {self.pk}"

    @property
    def is_glass(self) -> bool:
        """Whether it was taken in an emergency, and not given by somebody else."""
        return self.case_number != ""

    @property
    def over_at(self) -> datetime:
        """The moment from which it reads nothing: when it was ended, or when its time is out."""
        return self.until if self.ended_at is None else min(self.ended_at, self.until)
