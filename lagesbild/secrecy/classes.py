"""The classes of what is kept. A leaf: it imports nothing of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Disclosure(TextChoices):
    """Who may read a field or the part of an answer.

    Open: everybody, once the report is published. Classified: only who needs to know, always sealed. Internal: those who work here; not
    meant for the public and no secret either, such as accounts, states and logs. A part of a question is never internal.
    """

    OPEN = "open", _("öppet")
    CLASSIFIED = "classified", _("sekretess")
    INTERNAL = "internal", _("internt")


OF_QUESTIONS = [(Disclosure.OPEN.value, Disclosure.OPEN.label), (Disclosure.CLASSIFIED.value, Disclosure.CLASSIFIED.label)]
