"""A version of the method: the questionnaire and its criteria."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category


class Method(models.Model):
    """Frozen once approved, and approved by somebody else than who made it. `note` says where the wording comes from."""

    name = models.CharField(_("namn"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"))
    categories = ArrayField(models.CharField(max_length=10, choices=Category.choices), verbose_name=_("kategorier"))
    note = models.TextField(_("anmärkning"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("metodversion")
        verbose_name_plural = _("metodversioner")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="assessments_one_method_version"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="assessments_method_approved_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("created_by")), name="assessments_method_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"
