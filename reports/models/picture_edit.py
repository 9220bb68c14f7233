"""Who has changed the wording of a national picture."""

from django.conf import settings
from django.db import models

from reports.models.national_picture import NationalPicture


class PictureEdit(models.Model):
    """One row per change that was saved; never changed or removed. Whoever has a row here cannot approve the picture.

    `number` is the picture's `text_version` after the change. `slug` is the area whose grounds were changed, empty for the summary and
    the register number.
    """

    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="edits")
    slug = models.SlugField(max_length=100, blank=True)
    number = models.PositiveIntegerField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["picture_id", "number"]
        constraints = [models.UniqueConstraint(fields=["picture", "number"], name="reports_one_edit_per_text_version")]

    def __str__(self) -> str:
        return f"ändring {self.number} av {self.picture_id}"
