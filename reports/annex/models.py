"""The copies that the annex is made from, and the numbered exemplars that were taken out of it."""

import base64

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category
from lagesbild.sealing.fields import SealedModel, sealed
from reports.models import NationalPicture


class AnnexEntry(SealedModel):
    """The secret side of one area: the classified description, the LPO's proposal, the grounds of the decision and any dissent."""

    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="annex_entries")
    area_name = models.CharField(max_length=120)
    lpo_name = models.CharField(max_length=80)
    region_name = models.CharField(max_length=80)
    category = models.CharField(max_length=10, choices=Category.choices)
    ground = models.CharField(max_length=200, blank=True)  # of the secrecy, as it was worded when the copy was made
    proposed_category = sealed(models.CharField(max_length=10, choices=Category.choices, blank=True))
    description = sealed(models.TextField(blank=True))
    grounds = sealed(models.JSONField(default=list))  # criterion, met, text
    dissent = sealed(models.TextField(blank=True))

    SEALED_BY = ("picture_id", "area_name", "lpo_name")

    class Meta:
        ordering = ["picture_id", "region_name", "area_name"]
        constraints = [models.UniqueConstraint(fields=["picture", "area_name", "lpo_name"], name="annex_area_once_in_a_picture")]

    def __str__(self) -> str:
        return f"bilagedel {self.pk}"


class CopyState(models.TextChoices):
    """Where an exemplar is. Only one that was lost can be found again."""

    OUT = "out", _("Ute")
    RETURNED = "returned", _("Återlämnat")
    DESTROYED = "destroyed", _("Förstört")
    LOST = "lost", _("Förkommet")


class AnnexCopy(SealedModel):
    """One numbered exemplar of the annex, as it was given out: the same file each time. The distribution list is made of these rows."""

    picture = models.ForeignKey(NationalPicture, on_delete=models.PROTECT, related_name="annex_copies")
    number = models.PositiveIntegerField(_("exemplar"))  # from 1 in each picture, without gaps
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=200, blank=True)  # the taker's, as it was then
    recipient = models.CharField(_("lämnat till"), max_length=120, blank=True)  # a function outside the system; empty: the taker's own
    taken_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.OUT)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    content = sealed(models.TextField())  # the PDF, as base64

    SEALED_BY = ("picture_id", "number")

    class Meta:
        ordering = ["picture_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "number"], name="annex_copy_number_once_in_a_picture"),
            models.CheckConstraint(
                condition=Q(state="out", ended_by=None, ended_at=None)
                | (~Q(state="out") & Q(ended_by__isnull=False, ended_at__isnull=False)),
                name="annex_copy_is_out_or_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"exemplar {self.number}"

    @property
    def pdf(self) -> bytes:
        return base64.b64decode(self.content)
