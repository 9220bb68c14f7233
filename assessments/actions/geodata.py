"""Receiving a file of boundaries, telling what its columns mean, looking at what it would do, and reading it in."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from areas.actions.places import REGISTER
from areas.enums import BatchState
from areas.geo import columns
from areas.geo.reading import Layer, read_layer
from areas.importers.outcome import NotApplied
from areas.kept_files import digest_of, keep, written_out
from areas.models import ImportBatch
from areas.workflow import BATCH
from assessments.importers.geodata import KIND
from assessments.importers.geodata.planning import Plan, Planner
from assessments.importers.geodata.writing import Writer
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked, one_writer
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def receive_geodata(path: Path, *, filename: str, year: int, by: Any) -> ImportBatch:
    """Keep a file as it came. Raises `FileProblem` when it cannot be read; nothing is kept then.

    `year` is the list that the file belongs to. The same file sent again while the first waits is the first.
    """
    require_grant(by, Codename.IMPORT_DATA, None, verb=_("läsa in filer"))
    layer = read_layer(path)
    digest = digest_of(path)
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once are one file
    waiting = ImportBatch.objects.filter(kind=KIND, sha256=digest, state=BatchState.RECEIVED, options__year=year).first()
    if waiting is not None:
        return waiting
    batch = ImportBatch.objects.create(
        kind=KIND,
        filename=PurePath(filename).name[-200:] or "geodata",
        content=b"",
        sha256=digest,
        options={"year": year, "crs": layer.crs, "mapped": columns.guessed(layer.columns, _values(layer))},
        received_by=by,
        received_at=clock.now(),
    )
    keep(batch, path)
    audit.record(Event.BATCH_RECEIVED, obj=batch, by=by, detail={"kind": KIND, "bytes": path.stat().st_size})
    return batch


@transaction.atomic
def map_columns(batch: ImportBatch, mapped: Mapping[str, str], *, by: Any) -> ImportBatch:
    """Keep what a person says that the file's columns mean. Refused when the name or the local police area is missing."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=_("ange vad kolumnerna betyder"))
    batch = locked(batch)
    if batch.state != BatchState.RECEIVED:
        raise ActionDenied(_("Du kan inte ange vad kolumnerna betyder: filen väntar inte längre på att läsas in."))
    chosen = {meaning: column for meaning, column in mapped.items() if column}
    lacking = columns.lacking(chosen)
    if lacking:
        raise ActionDenied(_("Du kan inte gå vidare: ange kolumnen för %(names)s.") % {"names": ", ".join(lacking).lower()})
    if batch.options["mapped"] != chosen:
        batch.options = {**batch.options, "mapped": chosen}
        batch.save(update_fields=["options"])
        audit.record(Event.BATCH_MAPPED, obj=batch, by=by, detail={"kind": KIND})
    return batch


def layer_of(batch: ImportBatch) -> Layer:
    """Return what the batch's file holds."""
    with written_out(batch) as path:
        return read_layer(path)


def plan_of(batch: ImportBatch, layer: Layer | None = None) -> Plan:
    """Return what reading in the file would do now. Nothing is written."""
    return Planner(batch.options["mapped"], batch.options["year"]).plan(layer or layer_of(batch))


@transaction.atomic
def apply_geodata(batch: ImportBatch, *, by: Any) -> Plan:
    """Read in the file, whole or not at all. Raises `NotApplied` when an area is refused or nothing in the file is new."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=BATCH.transitions["apply"].verb)
    one_writer(REGISTER)  # what is planned is what is written
    batch = locked(batch)
    step = BATCH.check("apply", batch.state)
    lacking = columns.lacking(batch.options["mapped"])
    if lacking:
        raise ActionDenied(_("Du kan inte läsa in: ange först kolumnen för %(names)s.") % {"names": ", ".join(lacking).lower()})
    plan = plan_of(batch)
    result = plan.result
    if result.why_not:
        raise NotApplied(result)
    batch.journal = Writer(batch, by=by).write(plan).steps
    batch.state, batch.summary = BatchState.APPLIED, result.totals
    batch.applied_by, batch.applied_at = by, clock.now()
    batch.save(update_fields=["state", "journal", "summary", "applied_by", "applied_at"])
    audit.record(Event(step.event), obj=batch, by=by, detail={"kind": KIND, **result.totals})
    return plan


def _values(layer: Layer) -> list[dict[str, str]]:
    return [feature.values for feature in layer.features]
