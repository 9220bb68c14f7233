"""The result of one check of a build before publication."""

from django.db import models

from reports.enums import Outcome
from reports.models.build import Build


class ReleaseCheck(models.Model):
    """`summary` and `detail` are sentences for people; a hit on a secret is never printed."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=30)
    outcome = models.CharField(max_length=5, choices=Outcome.choices)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=200)
    detail = models.TextField()

    class Meta:
        ordering = ["build_id", "id"]
        constraints = [models.UniqueConstraint(fields=["build", "code"], name="reports_check_once_per_build")]

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"
