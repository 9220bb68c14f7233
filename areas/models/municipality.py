"""A municipality of Sweden."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """`code` is Statistics Sweden's four digits."""

    code = models.CharField(_("kod"), max_length=4, unique=True)
    name = models.CharField(_("namn"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    county = models.CharField(_("län"), max_length=60)

    class Meta:
        verbose_name = _("kommun")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
