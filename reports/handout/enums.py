"""The words of a request for a document. A leaf."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Which documents can be asked for: those that are finished and kept (TF 2 kap.). A draft is not yet a document."""

    PICTURE = "picture", _("Lokal lägesbild")
    ANNEX = "annex", _("Sekretessbelagd bilaga")


class RequestState(TextChoices):
    ASSESSING = "assessing", _("Prövas")
    READY = "ready", _("Väntar på beslut")
    DECIDED = "decided", _("Beslutad")
    HANDED_OUT = "handed_out", _("Utlämnad")
    WITHDRAWN = "taken_back", _("Återtagen")


class Verdict(TextChoices):
    """What becomes of a paragraph."""

    GIVE = "give", _("Lämna ut")
    PART = "part", _("Maska delar")
    MASK = "mask", _("Maska hela")


class Result(TextChoices):
    """What the decision says of the whole document."""

    FULL = "full", _("Lämnas ut i sin helhet")
    PARTIAL = "partial", _("Lämnas ut med maskade delar")
    REFUSED = "refused", _("Lämnas inte ut")


class Way(TextChoices):
    """How the document left the authority."""

    PAPER = "paper", _("På papper")
    MAIL = "mail", _("Med e-post")
    READ = "read", _("Läst på plats")
