"""Files that were sent in."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
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


def boundaries_of(batch: ImportBatch) -> QuerySet[Boundary]:
    """Return the boundaries that a file wrote."""
    return Boundary.objects.filter(batch=batch).select_related("area").order_by("area__slug", "valid_from")


def named(rows: Iterable[Boundary]) -> list[tuple[Boundary, str]]:
    """Return boundaries with the name that each one's area had when it began to hold, or got first after that. One query."""
    found = list(rows)
    names: dict[int, list[AreaVersion]] = defaultdict(list)
    for version in AreaVersion.objects.filter(area__in={row.area_id for row in found}).order_by("valid_from"):
        names[version.area_id].append(version)
    return [(row, _name_at(names[row.area_id], row)) for row in found]


def _name_at(versions: list[AreaVersion], row: Boundary) -> str:
    earlier = [version for version in versions if version.valid_from <= row.valid_from]
    return (earlier[-1:] or versions[:1] or [AreaVersion(name=row.area.slug)])[0].name


def loaded() -> list[Loaded]:
    """Return what is in the register, kind by kind."""
    return [line for kind in sorted(imports.kinds(), key=lambda kind: -kind.order) for line in kind.loaded()][::-1]
