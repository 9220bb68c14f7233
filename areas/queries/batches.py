"""Files that were sent in."""

from django.db.models import QuerySet

from areas import imports
from areas.imports import Loaded
from areas.models import ImportBatch


def batches() -> QuerySet[ImportBatch]:
    """Return every file, the latest first, without what it holds."""
    return ImportBatch.objects.defer("content").select_related("received_by", "applied_by")


def loaded() -> list[Loaded]:
    """Return what is in the register, kind by kind."""
    return [line for kind in sorted(imports.kinds(), key=lambda kind: -kind.order) for line in kind.loaded()][::-1]
