"""The words of places and organisation. A leaf: it imports nothing of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    NATIONAL = "national", _("nationell")
    REGION = "region", _("polisregion")
    DISTRICT = "district", _("polisområde")
    LPO = "lpo", _("lokalpolisområde")


class LineageKind(TextChoices):
    """What became of an area: a technical change, never a judgement. That a place begins or ends is real."""

    NEW = "new", _("nytt")
    UNCHANGED = "unchanged", _("oförändrat")
    RENAMED = "renamed", _("bytt namn")
    SPLIT = "split", _("delat")
    MERGED = "merged", _("sammanslaget")
    TRIMMED = "trimmed", _("ändrad gräns")
    DISSOLVED = "dissolved", _("upplöst")

    @classmethod
    def one_to_one(cls) -> "frozenset[LineageKind]":
        """Return what happens to one area that stays one."""
        return frozenset({cls.UNCHANGED, cls.RENAMED, cls.TRIMMED})


class Status(TextChoices):
    """What has become of an area from one list to another. Each area of either list has exactly one."""

    NEW = "new", _("ny på listan")
    UNCHANGED = "unchanged", _("oförändrat")
    RENAMED = "renamed", _("bytt namn")
    SPLIT = "split", _("delat")
    MERGED = "merged", _("sammanslaget")
    TRIMMED = "trimmed", _("ändrad gräns")
    GONE = "gone", _("inte längre på listan")
    DISSOLVED = "dissolved", _("upplöst")

    @property
    def is_real(self) -> bool:
        """Whether the number of areas changes because the situation did."""
        return self in {Status.NEW, Status.GONE, Status.DISSOLVED}

    @property
    def is_technical(self) -> bool:
        return not self.is_real and self is not Status.UNCHANGED


class BatchState(TextChoices):
    RECEIVED = "received", _("Mottagen")
    APPLIED = "applied", _("Inläst")
    DISCARDED = "discarded", _("Kastad")
    UNDONE = "undone", _("Ångrad")


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

    @classmethod
    def waiting(cls) -> tuple["ChangeState", ...]:
        """Return the states of a change that has still to take effect."""
        return cls.PLANNED, cls.APPROVED


class IndicatorKind(TextChoices):
    """What the numbers of an indicator are, and so what holds for them."""

    COUNT = "count", _("antal personer eller händelser")  # whole, and small ones are never shown
    POSTS = "posts", _("antal tjänster")  # the police's own, also parts of one; about no inhabitant
    SHARE = "share", _("andel")  # per cent
    AMOUNT = "amount", _("belopp")


class Better(TextChoices):
    """Which way is an improvement; empty where neither is by itself."""

    UP = "up", _("högre är bättre")
    DOWN = "down", _("lägre är bättre")


class SeriesMethod(TextChoices):
    """How the numbers of a series came to be."""

    REGISTER = "register", _("ur register")
    AREAL = "areal", _("arealviktad")
