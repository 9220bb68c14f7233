"""A criterion that a category rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category
from assessments.models.method import Method


class Criterion(models.Model):
    """One thing that must hold for `for_category`. There are no weights and no threshold: people decide, with reasons."""

    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(_("kod"), max_length=6)
    text = models.TextField(_("kriterium"))
    for_category = models.CharField(_("kategori"), max_length=10, choices=Category.choices)
    order = models.PositiveSmallIntegerField()
    source = models.TextField(_("källa"), blank=True)

    class Meta:
        ordering = ["method_id", "order"]
        constraints = [models.UniqueConstraint(fields=["method", "code"], name="assessments_one_criterion_code_per_method")]

    def __str__(self) -> str:
        return self.code
