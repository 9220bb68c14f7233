"""The words of places and organisation. A leaf: it imports nothing of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    NATIONAL = "national", _("nationell")
    REGION = "region", _("polisregion")
    DISTRICT = "district", _("polisområde")
    LPO = "lpo", _("lokalpolisområde")


class LineageKind(TextChoices):
    """What became of an area: a technical change, never a judgement."""

    SPLIT = "split", _("delat")
    MERGED = "merged", _("sammanslaget")
    RENAMED = "renamed", _("bytt namn")
    TRIMMED = "trimmed", _("ändrad gräns")


class BatchState(TextChoices):
    RECEIVED = "received", _("Mottagen")
    APPLIED = "applied", _("Inläst")
    DISCARDED = "discarded", _("Kastad")


class Outcome(TextChoices):
    """What becomes of a row of a file that is read in."""

    NEW = "new", _("ny")
    CHANGED = "changed", _("ändrad")
    UNCHANGED = "unchanged", _("oförändrad")
    REFUSED = "refused", _("avvisad")


class ChangeKind(TextChoices):
    """What is done to the organisation."""

    RENAME = "rename", _("Nytt namn")
    MOVE = "move", _("Flytt")
    MERGE = "merge", _("Sammanslagning")
    SPLIT = "split", _("Delning")


class ChangeState(TextChoices):
    """Where a planned change of the organisation is."""

    PLANNED = "planned", _("Planerad")
    APPROVED = "approved", _("Godkänd")
    IN_EFFECT = "in_effect", _("Genomförd")
    CANCELLED = "cancelled", _("Avbruten")
    REVERSED = "reversed", _("Återställd")
