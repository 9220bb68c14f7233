"""One area on the list, as copied when the picture was compiled."""

from django.db import models

from assessments.enums import Category, Trend
from reports.models.national_picture import NationalPicture


class PictureEntry(models.Model):
    """Open facts only; no foreign key back to what it was copied from. `slug` is the area's stable public id."""

    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="entries")
    slug = models.SlugField(max_length=100)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=10, choices=Category.choices)
    previous_category = models.CharField(max_length=10, choices=Category.choices, blank=True)
    trend = models.CharField(max_length=12, choices=Trend.choices, blank=True)
    lpo_name = models.CharField(max_length=80, blank=True)
    lpo_slug = models.SlugField(max_length=80, blank=True)
    lpo_code = models.CharField(max_length=10, blank=True)
    district_name = models.CharField(max_length=80, blank=True)
    region_name = models.CharField(max_length=80)
    region_slug = models.SlugField(max_length=80)
    municipality = models.CharField(max_length=60)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    area_km2 = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    grounds = models.TextField(blank=True)
    history = models.JSONField(default=list)  # year, category or null, name, lpo_name; oldest first

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "slug"], name="reports_area_once_in_a_picture")]

    def __str__(self) -> str:
        return self.name
