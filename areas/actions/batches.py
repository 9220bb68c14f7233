"""Receiving a file, looking at what it would do, reading it in, throwing it away."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from areas import imports
from areas.actions.places import REGISTER
from areas.enums import BatchState
from areas.importers.outcome import NotApplied, Result
from areas.importers.running import check, run
from areas.models import ImportBatch
from areas.workflow import BATCH
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked, one_writer


@transaction.atomic
def receive_batch(*, kind: str, filename: str, content: bytes, by: Any) -> ImportBatch:
    """Keep a file as it came. Raises `FileProblem` when it cannot be read; nothing is kept then.

    The same file sent again while the first waits is the first.
    """
    require_grant(by, Codename.IMPORT_DATA, None, verb=_("läsa in filer"))
    check(imports.get(kind), content)
    digest = hashlib.sha256(content).hexdigest()
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once are one file
    waiting = ImportBatch.objects.filter(kind=kind, sha256=digest, state=BatchState.RECEIVED).defer("content").first()
    if waiting is not None:
        return waiting
    batch = ImportBatch.objects.create(
        kind=kind,
        filename=PurePath(filename).name[-200:] or "fil.csv",
        content=content,
        sha256=digest,
        received_by=by,
        received_at=clock.now(),
    )
    audit.record(Event.BATCH_RECEIVED, obj=batch, by=by, detail={"kind": kind, "bytes": len(content)})
    return batch


def dry_run(batch: ImportBatch, *, by: Any) -> Result:
    """Return what reading in the file would do now. Everything is done and taken back: nothing is written."""
    return run(imports.get(batch.kind), bytes(batch.content), by=by, batch=batch, dry_run=True)


@transaction.atomic
def apply_batch(batch: ImportBatch, *, by: Any) -> Result:
    """Read in the file, whole or not at all. Raises `NotApplied` when a row is refused or nothing in the file is new."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=BATCH.transitions["apply"].verb)
    one_writer(REGISTER)  # before the file's own row, as `import_file` takes them
    batch = locked(batch)
    step = BATCH.check("apply", batch.state)
    result = run(imports.get(batch.kind), bytes(batch.content), by=by, batch=batch, dry_run=False)
    if result.why_not:
        raise NotApplied(result)
    batch.state, batch.summary = BatchState.APPLIED, result.totals
    batch.applied_by, batch.applied_at = by, clock.now()
    batch.save(update_fields=["state", "summary", "applied_by", "applied_at"])
    audit.record(Event(step.event), obj=batch, by=by, detail={"kind": batch.kind, **result.totals})
    return result


@transaction.atomic
def discard_batch(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Throw away a file that was not read in. Its row stays, for the record; what it held does not."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=BATCH.transitions["discard"].verb)
    batch = locked(batch)
    step = BATCH.check("discard", batch.state)
    batch.state, batch.content = BatchState.DISCARDED, b""
    batch.save(update_fields=["state", "content"])
    batch.parts.all().delete()
    audit.record(Event(step.event), obj=batch, by=by, detail={"kind": batch.kind})
    return batch


def import_file(*, kind: str, filename: str, content: bytes, by: Any) -> Result:
    """Receive and read in a file in one go, for commands. When all of it is there already, nothing is kept and the result says so."""
    try:
        with transaction.atomic():
            one_writer(REGISTER)  # before the log's own, which keeping the file takes
            return apply_batch(receive_batch(kind=kind, filename=filename, content=content, by=by), by=by)
    except NotApplied as error:
        if error.result.refused:
            raise
        return error.result
