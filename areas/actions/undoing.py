"""Taking back what a file read in, as long as nothing is built on it."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from areas import journal
from areas.actions.places import REGISTER
from areas.built_on import what_is_built_on
from areas.enums import BatchState
from areas.journal import Step
from areas.models import Area, AreaVersion, Boundary, ImportBatch
from areas.workflow import BATCH
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, one_writer
from lagesbild.exceptions import ActionDenied

# Of a journal that does not tell in which order its rows were made: what refers to something goes before it.
ORDER = ("assessments.Decision", "areas.Boundary", "areas.AreaVersion", "areas.Area", "assessments.Round")


@transaction.atomic
def undo_batch(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take back everything that reading in the file wrote, all or nothing. Refused, with what it is, once something is built on it."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=BATCH.transitions["undo"].verb)
    one_writer(REGISTER)
    batch = locked(batch)
    step = BATCH.check("undo", batch.state)
    why_not = in_the_way(batch)
    if why_not:
        raise ActionDenied(_("Du kan inte ångra inläsningen: %(why)s.") % {"why": "; ".join(why_not)})
    batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by, clock.now()
    batch.save(update_fields=["state", "undone_by", "undone_at"])  # first: the database lets go of decisions of an undone batch only
    try:
        with transaction.atomic():
            for row in reversed(_steps(batch)):
                journal.take_back_step(row)
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")  # what holds one period at a time is else asked at the commit
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise ActionDenied(_("Du kan inte ångra inläsningen: något annat i systemet bygger på den.")) from error
    audit.record(Event(step.event), obj=batch, by=by, detail={"kind": batch.kind})
    return batch


def in_the_way(batch: ImportBatch) -> list[str]:
    """Return why the batch cannot be taken back, as parts of a sentence; empty when it can."""
    if not batch.journal:
        return [_("filens slag kan inte ångras")]
    reasons, steps = what_is_built_on(batch), _steps(batch)
    kinds = {step["step"] for step in journal.touched(steps)}
    if journal.CHANGED in kinds:
        reasons.append(_("något som filen ändrade har ändrats igen sedan dess"))
    if any(_has_later(model, steps) for model in (AreaVersion, Boundary)):
        reasons.append(_("områden i filen har fått nya uppgifter sedan dess"))
    elif journal.MADE in kinds:
        reasons.append(_("något som filen läste in har ändrats sedan dess"))
    return reasons


def _steps(batch: ImportBatch) -> list[Step]:
    return journal.steps_of(batch.journal, ORDER)


def _has_later(model: type[AreaVersion] | type[Boundary], steps: list[Step]) -> bool:
    """Answer whether a row that the file made is followed by another, or an area that it made has rows of somebody else's."""
    ids = journal.made_of(steps, model)
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", "area_id", "valid_from")
    followed = any(
        model._default_manager.filter(area=area_id, valid_from__gt=first, pk__gt=pk).exclude(pk__in=ids).exists()
        for pk, area_id, first in rows
    )
    foreign = model._default_manager.filter(area__in=journal.made_of(steps, Area)).exclude(pk__in=ids).exists()
    return followed or foreign
