"""Where numbers came from: one source, under one licence, fetched on one day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.import_batch import ImportBatch


class StatisticDelivery(models.Model):
    """What a file says of the origin of its numbers. A file can hold several deliveries."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="deliveries")
    source = models.CharField(_("källa"), max_length=300)
    licence = models.CharField(_("licens"), max_length=300)
    retrieved_on = models.DateField(_("hämtad"))

    class Meta:
        verbose_name = _("leverans")
        verbose_name_plural = _("leveranser")
        constraints = [
            models.UniqueConstraint(fields=["batch", "source", "licence", "retrieved_on"], name="areas_one_delivery_of_a_batch"),
        ]

    def __str__(self) -> str:
        return self.source
