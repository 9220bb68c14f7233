"""The table of events. No foreign keys: a row outlives what it speaks of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from lagesbild.audit.events import PARTICULARS, SENTENCES, Event

LONGEST = 60  # signs of one particular that are shown


class AuditEvent(models.Model):
    """One event. Names and numbers as text; `detail` never holds a classified value. The database refuses change and removal."""

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=60)  # a value of `Event`; without choices, since a new kind changes nothing in the database
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor = models.CharField(max_length=60, blank=True)  # the user name as it was; empty for the system itself
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField(null=True)
    object_name = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    actor_roles = models.CharField(max_length=300, blank=True, default="", db_default="")  # roles at units as they were then, by their keys
    recipient = models.CharField(max_length=200, blank=True, default="", db_default="")  # who got it, when something was handed out

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.object_type}:{self.object_id}"

    @property
    def sentence(self) -> str:
        """What was done, as the end of a sentence that begins with who did it."""
        return str(SENTENCES[Event(self.event)])

    @property
    def particulars(self) -> str:
        """The ids, codes and counts that were kept with the event, as "roll: lpo-chef, enhet: lpo-botkyrka". Long digests are cut."""
        return ", ".join(
            f"{PARTICULARS.get(name, name)}: {_short(value)}" for name, value in self.detail.items() if value not in (None, "")
        )


class AuditLink(models.Model):
    """The chain: `hash` is SHA-256 over the link before and the event. Made by the database at the commit (`0004_chain`), never by us."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)  # no foreign key: the link outlives an event that somebody removed
    hash = models.BinaryField()

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {bytes(self.hash).hex()}"


class AnomalyReview(models.Model):
    """What a security reviewer made of something that stood out in the log: one account, one day, one rule."""

    rule = models.CharField(max_length=20)
    actor = models.CharField(max_length=60)  # the user name, as the log has it
    day = models.DateField()
    outcome = models.TextField(max_length=1000)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        verbose_name = _l("granskad avvikelse")
        verbose_name_plural = _l("granskade avvikelser")
        constraints = [models.UniqueConstraint(fields=["rule", "actor", "day"], name="audit_anomaly_reviewed_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.actor} {self.day}"


def _short(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
