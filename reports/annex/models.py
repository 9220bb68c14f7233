"""The copies that the annex is made from."""

from django.db import models

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
