"""The keys that the values are sealed with, themselves locked by a key that is not in the database."""

from django.db import models


class DataKey(models.Model):
    """A data key, wrapped. `kek` names the key-encrypting key that opens it. The newest that is not retired seals."""

    kek = models.CharField(max_length=80)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"datanyckel {self.pk}"
