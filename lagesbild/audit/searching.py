"""Notes that somebody searched: where, by which fields and how much was found. What they searched for is not kept: it may hold a secret."""

from collections.abc import Mapping

from django.db import transaction

from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.recording import record


def note_search(request: Request, page: str, asked: Mapping[str, str], *, found: int) -> None:
    """Record a search on `page`. A list that nothing was asked of is no search."""
    fields = sorted(name for name, value in asked.items() if value)
    if fields:
        with transaction.atomic():
            record(Event.SEARCHED, obj=None, by=request.user, detail={"page": page, "fields": fields, "rows": found})
