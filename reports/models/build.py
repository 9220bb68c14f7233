"""A build of a picture's documents into a bundle."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lagesbild.jobs.models import Job
from reports.models.national_picture import NationalPicture


class Build(models.Model):
    """Its state is its job's. The bundle lies in `settings.BUILD_DIR / folder` until it is published."""

    picture = models.ForeignKey(NationalPicture, on_delete=models.PROTECT, related_name="builds")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="build")
    version = models.PositiveSmallIntegerField(_("upplaga"))  # the number it is published with
    edition_date = models.DateField(_("utgivningsdag"))
    folder = models.CharField(max_length=80)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    file_count = models.PositiveIntegerField(default=0)
    byte_count = models.PositiveBigIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True)
    release_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    release_approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bygge")
        verbose_name_plural = _("byggen")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(release_approved_at__isnull=True, release_approved_by__isnull=True)
                | Q(release_approved_at__isnull=False, release_approved_by__isnull=False),
                name="reports_build_release_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(release_approved_at__isnull=True) | Q(built_at__isnull=False), name="reports_only_a_built_build_is_released"
            ),
        ]

    def __str__(self) -> str:
        return f"bygge {self.pk}"
