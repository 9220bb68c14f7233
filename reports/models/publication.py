"""A publication: a numbered, immutable bundle of files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.models.build import Build
from reports.models.release_certificate import ReleaseCertificate


class Publication(models.Model):
    """Never edited and never removed. A correction is a new publication of the same year with a reason.

    One from before there were certificates has none; the database refuses a new one without.
    """

    build = models.OneToOneField(Build, on_delete=models.PROTECT, related_name="publication")
    certificate = models.OneToOneField(ReleaseCertificate, on_delete=models.PROTECT, null=True, related_name="publication")
    year = models.PositiveSmallIntegerField(_("år"))
    version = models.PositiveSmallIntegerField(_("upplaga"))
    manifest_sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("skäl till rättelsen"), blank=True)
    release_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    # Where the log stood then: whoever cuts or remakes it later meets the figure of every publication.
    audit_seq = models.BigIntegerField(null=True)
    audit_hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("publicering")
        verbose_name_plural = _("publiceringar")
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="reports_one_publication_per_version"),
            models.CheckConstraint(condition=~Q(published_by=F("release_approved_by")), name="reports_publication_four_eyes"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="reports_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"lägesbild {self.year}, upplaga {self.version}"
