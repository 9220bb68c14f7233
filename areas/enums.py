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
