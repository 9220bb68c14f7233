"""Loads the project's own files about places. Safe to run again: the second time changes nothing."""

from pathlib import Path
from typing import Any

from django.db import transaction

from areas import imports
from areas.importers.kinds import FILES
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import run
from lagesbild import audit
from lagesbild.audit.events import Event

FOLDER = Path(__file__).resolve().parents[1] / "data"


@transaction.atomic
def load_places(*, by: Any = None, folder: Path = FOLDER) -> dict[str, Result]:
    """Read every file of `folder` into the register, all or none, and return kind → result.

    Needed before anybody can be given a role, since roles stand on units: without `by` the system itself acts. A file that changed
    something is an event.
    """
    results = {}
    for key in FILES:
        result = run(imports.get(key), (folder / f"{key}.csv").read_bytes(), by=by, dry_run=False)
        if result.refused:
            raise NotApplied(result)
        if result.to_write:
            audit.record(Event.BATCH_APPLIED, obj=None, by=by, detail={"kind": key, **result.totals})
        results[key] = result
    return results
