"""An area of the last list that is not on this one."""

from django.db import models

from assessments.enums import Category
from reports.models.national_picture import NationalPicture


class PictureRemoval(models.Model):
    """`technical` when the place is still there under another name: split, merged or renamed."""

    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="removals")
    slug = models.SlugField(max_length=100)
    name = models.CharField(max_length=120)
    municipality = models.CharField(max_length=60)
    region_name = models.CharField(max_length=80)
    previous_category = models.CharField(max_length=10, choices=Category.choices)
    reason = models.TextField(blank=True)
    technical = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "slug"], name="reports_removal_once_in_a_picture")]

    def __str__(self) -> str:
        return self.name
