"""What a reviewer found about one role of one account: whether it is needed still."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lagesbild.access.models import RoleGroup


class Verdict(models.TextChoices):
    """What becomes of the role."""

    KEEP = "keep", _("Behövs fortfarande")
    REMOVE = "remove", _("Ska tas bort")


class RoleReview(models.Model):
    """One review of one account's role at one unit. Rows are only added: the database refuses change and removal."""

    role_group = models.ForeignKey(RoleGroup, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("bedömning"), max_length=10, choices=Verdict.choices)
    words = models.CharField(_("anteckning eller skäl"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("genomgång av en behörighet")
        verbose_name_plural = _("genomgångar av behörigheter")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["role_group", "user", "at"], name="areas_role_review_last")]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("by")), name="areas_role_review_never_ones_own"),
            models.CheckConstraint(condition=Q(verdict=Verdict.KEEP) | ~Q(words=""), name="areas_role_review_removal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"genomgång {self.pk}"
