"""One piece of long work, as people see it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Köar")
    RUNNING = "running", _("Byggs")
    DONE = "built", _("Byggd")
    FAILED = "failed", _("Misslyckades")


class Job(models.Model):
    """`done` of `total` steps; `message` says what is being made. `heartbeat_at` tells a slow job from a lost one."""

    task = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="jobs_done_at_most_total"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.subject_id}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}
