"""A legal ground of secrecy, in versions."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Harm(models.TextChoices):
    """What the statute presumes (skaderekvisit)."""

    STRAIGHT = "straight", _("rakt skaderekvisit: uppgiften är offentlig om inget annat visas")
    REVERSE = "reverse", _("omvänt skaderekvisit: uppgiften är hemlig om inget annat visas")
    ABSOLUTE = "absolute", _("absolut sekretess: ingen prövning av skada")


class SecrecyGround(models.Model):
    """A version of a ground; the highest one is the present one. Rows never change: a correction adds one, and what was marked keeps its.

    The paragraphs come from a data file (`lagesbild/secrecy/data/grounds.csv`), from general knowledge of the statute: an administrator
    corrects them.
    """

    key = models.SlugField(_("nyckel"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    statute = models.CharField(_("författning"), max_length=40)
    chapter = models.CharField(_("kapitel"), max_length=8)
    paragraph = models.CharField(_("paragraf"), max_length=12)
    words = models.TextField(_("i klartext"), max_length=600)
    harm = models.CharField(_("skaderekvisit"), max_length=10, choices=Harm.choices)
    review_years = models.PositiveSmallIntegerField(_("omprövas efter så många år"), validators=[MinValueValidator(1)])
    is_active = models.BooleanField(_("får användas för nya markeringar"), default=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sekretessgrund")
        verbose_name_plural = _("sekretessgrunder")
        ordering = ["key", "version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="secrecy_one_version_of_a_ground")]

    def __str__(self) -> str:
        return f"{self.statute} {self.chapter} kap. {self.paragraph} §"
