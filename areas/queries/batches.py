"""Files that were sent in."""

from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from areas import imports
from areas.enums import Outcome
from areas.imports import Loaded
from areas.models import AreaVersion, Boundary, ImportBatch

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


def boundaries_of(batch: ImportBatch) -> QuerySet[Boundary, Any]:
    """Return the boundaries that a file wrote, each with the `name` its area had when it began to hold, or got first after that."""
    names = AreaVersion.objects.filter(area=OuterRef("area")).order_by(
        Case(When(valid_from__lte=OuterRef("valid_from"), then=Value(0)), default=Value(1)), "-valid_from"
    )
    return Boundary.objects.filter(batch=batch).annotate(name=Subquery(names.values("name")[:1])).order_by("name", "pk")


def loaded() -> list[Loaded]:
    """Return what is in the register, kind by kind."""
    return [line for kind in sorted(imports.kinds(), key=lambda kind: -kind.order) for line in kind.loaded()][::-1]
