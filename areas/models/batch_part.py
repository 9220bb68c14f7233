"""A piece of a large file that was sent in."""

from django.db import models

from areas.models.import_batch import ImportBatch

PIECE = 1024**2  # bytes


class BatchPart(models.Model):
    """Pieces in their order are the file. So no file is ever whole in memory, however large."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["batch_id", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="areas_one_part_per_number")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
