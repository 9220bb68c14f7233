"""An area: a place with an identity through time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """The identity only. `slug` is its stable public id; name, unit and place are in its versions, its category in `assessments`."""

    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områden")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
