"""A local police area on the picture's roster, as copied."""

from django.db import models

from reports.models.national_picture import NationalPicture


class PictureLpo(models.Model):
    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="lpos")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=10, blank=True)
    district_name = models.CharField(max_length=80, blank=True)
    region_name = models.CharField(max_length=80)
    region_slug = models.SlugField(max_length=80)
    is_named = models.BooleanField()
    zero_report = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "slug"], name="reports_lpo_once_in_a_picture")]

    def __str__(self) -> str:
        return self.name
