"""How areas come from one another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.enums import LineageKind
from areas.models.area import Area


class Lineage(models.Model):
    """`before` became `after` (one row per pair) in the list of `year`. For a rename or a moved border both are mostly the same area.

    A new area has nothing before it, a dissolved one nothing after it. A row taken over from a source is a fact: it has its `source` and
    nobody's name. One that was decided here has who, when and why. The shares say how much of either surface lies in the other.
    """

    kind = models.CharField(_("slag"), max_length=10, choices=LineageKind.choices)
    before = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="became")
    after = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="came_from")
    year = models.PositiveSmallIntegerField(_("år"))
    note = models.TextField(_("anmärkning"), blank=True)
    source = models.TextField(_("källa"), blank=True)
    reason = models.TextField(_("skäl"), blank=True)
    share_before = models.DecimalField(_("andel av området före"), max_digits=5, decimal_places=4, null=True)
    share_after = models.DecimalField(_("andel av området efter"), max_digits=5, decimal_places=4, null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["year", "before_id", "after_id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "year"], name="areas_one_lineage_per_pair_and_year"),
            models.UniqueConstraint(fields=["after", "year"], condition=Q(before__isnull=True), name="areas_new_once_in_a_year"),
            models.UniqueConstraint(fields=["before", "year"], condition=Q(after__isnull=True), name="areas_dissolved_once_in_a_year"),
            models.CheckConstraint(
                condition=Q(kind=LineageKind.NEW, before__isnull=True, after__isnull=False)
                | Q(kind=LineageKind.DISSOLVED, before__isnull=False, after__isnull=True)
                | (~Q(kind__in=[LineageKind.NEW, LineageKind.DISSOLVED]) & Q(before__isnull=False, after__isnull=False)),
                name="areas_lineage_has_its_sides",
            ),
            models.CheckConstraint(
                condition=(Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""))
                | Q(decided_by__isnull=True, decided_at__isnull=True, reason=""),
                name="areas_lineage_decided_or_taken_over",
            ),
            models.CheckConstraint(
                condition=(Q(share_before__isnull=True) | Q(share_before__range=(0, 1)))
                & (Q(share_after__isnull=True) | Q(share_after__range=(0, 1))),
                name="areas_lineage_shares_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.kind} {self.after} {self.year}"

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided it here; a fact from a source is not."""
        return self.decided_at is not None
