"""What was checked before a publication, and by whom: made when the checks of a build are signed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.build import Build


class ReleaseCertificate(models.Model):
    """Never changed and never removed. `content` is the certificate itself, as it is given out; `sha256` is its digest.

    `reports.certificates` says what stands in it. No classified text does: of what was compared with, only how many and a keyed digest.
    """

    build = models.OneToOneField(Build, on_delete=models.PROTECT, related_name="certificate")
    manifest_sha256 = models.CharField(max_length=64)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    app_version = models.CharField(max_length=40)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_role = models.CharField(max_length=200)  # the signer's, as it was then
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("certifikat")
        verbose_name_plural = _("certifikat")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"certifikat {self.pk}"
