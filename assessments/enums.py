"""The words of the method and of the states. A leaf beside the classes of secrecy: it imports nothing else of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lagesbild.secrecy.classes import Disclosure as Disclosure


class Category(TextChoices):
    """What an area can be judged to be. `INTE` is a decision too: assessed, and not on the list."""

    UTSATT = "utsatt", _("utsatt område")
    RISK = "risk", _("riskområde")
    SARSKILT = "sarskilt", _("särskilt utsatt område")
    INTE = "inte", _("inte utsatt område")

    @classmethod
    def listed(cls) -> list["Category"]:
        """Return the categories that put an area on the list, from the least to the most serious."""
        return [cls.UTSATT, cls.RISK, cls.SARSKILT]


class Trend(TextChoices):
    """How an area has developed since the last judgement."""

    POSITIVE = "positiv", _("positiv")
    STABLE = "oforandrad", _("oförändrad")
    NEGATIVE = "negativ", _("negativ")
    NEW = "ny", _("nytt område")


class ExtensionState(TextChoices):
    """Where a request for more time is."""

    ASKED = "asked", _("Begärt")
    GRANTED = "granted", _("Beviljat")
    REFUSED = "refused", _("Avslaget")
    WITHDRAWN = "withdrawn", _("Återtaget")
    OVER = "over", _("Inte längre aktuellt")  # the local picture was submitted first


class RoundState(TextChoices):
    PLANNED = "planned", _("Planerad")
    OPEN = "open", _("Öppen")
    CLOSED = "closed", _("Stängd")


class PictureState(TextChoices):
    """Where one local picture is. `none` is a draft that nobody has written in."""

    NONE = "none", _("Inte påbörjad")
    DRAFT = "draft", _("Utkast")
    SUBMITTED = "submitted", _("Inlämnad")
    REVIEW = "review", _("Under granskning")
    RETURNED = "returned", _("Återlämnad")
    APPROVED = "approved", _("Godkänd")


class Evidence(TextChoices):
    """What an answer rests on (brottsdatalagen 2:10 keeps facts and judgements apart)."""

    FACT = "fakta", _("Fakta")
    ASSESSMENT = "bedomning", _("Bedömning")


class YesNo(TextChoices):
    YES = "ja", _("Ja")
    NO = "nej", _("Nej")


class Met(TextChoices):
    """Whether a criterion is met in an area."""

    YES = "ja", _("Uppfyllt")
    NO = "nej", _("Inte uppfyllt")
    UNKNOWN = "vet-ej", _("Vet ej")
