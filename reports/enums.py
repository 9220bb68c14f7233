"""The words of the national picture. A leaf."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NationalState(TextChoices):
    COMPILED = "compiled", _("Sammanställd")
    APPROVED = "approved", _("Godkänd")


class Outcome(TextChoices):
    """How a check before publication ended."""

    OK = "ok", _("Grön")
    WARN = "warn", _("Att ta ställning till")  # passes when whoever signs has said in words why
    BAD = "bad", _("Röd")
