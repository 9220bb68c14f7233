"""The result of one check of a build before publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.enums import Outcome
from reports.models.build import Build

MAX_REASON = 1000  # characters


class ReleaseCheck(models.Model):
    """`summary` and `detail` are sentences for people; a hit on a secret is never printed. `listed` is text of the open files.

    `reason` is why a check that asks for a stand may pass, in the words of whoever signed the build.
    """

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=30)
    outcome = models.CharField(max_length=5, choices=Outcome.choices)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=200)
    detail = models.TextField()
    version = models.PositiveSmallIntegerField(default=1)  # of the check: what it looked for then
    listed = models.JSONField(default=list)
    facts = models.JSONField(default=dict)  # numbers and a keyed digest of what was compared with
    reason = models.TextField(_("skäl"), max_length=MAX_REASON, blank=True)

    class Meta:
        ordering = ["build_id", "id"]
        constraints = [models.UniqueConstraint(fields=["build", "code"], name="reports_check_once_per_build")]

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"
