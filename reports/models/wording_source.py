"""What the published wording of an area was written from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.national_picture import NationalPicture


class WordingSource(models.Model):
    """The source of one area in a picture (`now`), and the source that its wording was written from or confirmed against (`written_from`).

    The source is the decision with its classified grounds, and the area's own row in the picture. Both values are digests under a key
    (`reports.annex.sources`): that they differ can be seen, what stands in the source cannot. An empty `written_from` is not known.
    """

    picture = models.ForeignKey(NationalPicture, on_delete=models.CASCADE, related_name="sources")
    slug = models.SlugField(max_length=100)
    now = models.CharField(max_length=64)
    written_from = models.CharField(max_length=64, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "slug"], name="reports_one_source_per_area"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="reports_source_confirmed_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"källa till {self.slug} i {self.picture_id}"

    @property
    def is_stale(self) -> bool:
        """Whether the wording was written from another source than the one there is now."""
        return self.written_from != self.now
