"""Taking over rounds and decisions from the lists that the police have published."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import AreaVersion, ImportBatch
from assessments.enums import RoundState
from assessments.models import Decision, Round
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied


def list_day(year: int) -> date:
    """Return the day as of which the organisation counts for the list of `year`. The one of 2019 was published on the third of June."""
    return date(year, 6, 3)


@transaction.atomic
def historic_round(*, year: int, by: Any) -> Round:
    """Make the closed round that a published list stands in."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=_("läsa in listan"))
    if Round.objects.filter(year=year).exists():
        raise ActionDenied(_("Du kan inte läsa in listan: omgången %(year)s finns redan.") % {"year": year})
    made = Round.objects.create(
        year=year,
        state=RoundState.CLOSED,
        reference_date=list_day(year),
        is_historic=True,
        planned_by=by,
        planned_at=clock.now(),
    )
    audit.record(Event.ROUND_PLANNED, obj=made, by=by, detail={"year": year, "historic": True})
    return made


def take_over(*, round_: Round, version: AreaVersion, category: str, trend: str, source: str, batch: ImportBatch | None = None) -> Decision:
    """Write a decision as the published list has it: with its source, and nobody's name. With `batch` it goes if the batch is undone."""
    return Decision.objects.create(
        round=round_, area_id=version.area_id, area_version=version, category=category, trend=trend, source=source, batch=batch
    )
