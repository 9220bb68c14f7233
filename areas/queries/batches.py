"""Files that were sent in."""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from areas import imports
from areas.enums import Outcome
from areas.imports import Loaded
from areas.models import ImportBatch

PLURALS = {
    Outcome.NEW: gettext_lazy("Nya"),
    Outcome.CHANGED: gettext_lazy("Ändrade"),
    Outcome.UNCHANGED: gettext_lazy("Oförändrade"),
    Outcome.REFUSED: gettext_lazy("Avvisade"),
}


def totals_in_words(counts: dict[str, int]) -> list[tuple[str, Promise, int]]:
    """Return outcome, its word and its number for the sums above a file's rows; nothing for a file that did nothing."""
    return [(outcome.value, words, counts.get(outcome.value, 0)) for outcome, words in PLURALS.items()] if counts else []


def batches() -> QuerySet[ImportBatch]:
    """Return every file, the latest first, without what it holds."""
    return ImportBatch.objects.defer("content", "journal").select_related("received_by", "applied_by")


def loaded() -> list[Loaded]:
    """Return what is in the register, kind by kind."""
    return [line for kind in sorted(imports.kinds(), key=lambda kind: -kind.order) for line in kind.loaded()][::-1]
