"""The open formulation beside a classified text: counting the source's changes, and confirming that the open text still fits."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.checks import unlocked_sections
from assessments.models import AreaAssessment, OpenTwin, Question
from assessments.workflow import EDITABLE, PICTURE
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied


def note_changes(area: AreaAssessment, changes: Iterable[tuple[Question, bool, bool]]) -> None:
    """Count what one save changed: for each question, whether the source and whether the open text did.

    Who changes the open text reads the source beside it, so that the open text fits from then on.
    """
    for question, source, twin in changes:
        if source or twin:
            row, _made = OpenTwin.objects.get_or_create(area=area, question=question)
            row.source_version += source
            if twin:
                row.twin_version = row.source_version
            row.save(update_fields=["source_version", "twin_version"])


@transaction.atomic
def confirm_twin(area: AreaAssessment, *, by: Any, code: str = "") -> list[OpenTwin]:
    """Say that the open formulations of an area still fit their changed sources; with `code`, the one of that question."""
    require_grant(by, Codename.FILL, area.picture.unit_id, verb=_("bekräfta den öppna formuleringen"))
    picture, area = locked(area.picture), locked(area)
    if picture.state not in EDITABLE:
        PICTURE.check("submit", picture.state)
    unlocked = unlocked_sections(picture, picture.points.select_related("question").filter(turn=picture.turn), area.pk)
    rows = [row for row in OpenTwin.objects.select_for_update().filter(area=area).select_related("question") if row.is_stale]
    rows = [row for row in rows if code in {"", row.question.code}]
    if not rows:
        raise ActionDenied(_("Du kan inte bekräfta den öppna formuleringen: källan har inte ändrats sedan den skrevs."))
    now = clock.now()
    for row in rows:
        if unlocked is not None and row.question.section_code not in unlocked:
            raise ActionDenied(_("Du kan inte bekräfta den öppna formuleringen: avsnittet är låst."))
        row.twin_version, row.confirmed_by, row.confirmed_at = row.source_version, by, now
        row.save(update_fields=["twin_version", "confirmed_by", "confirmed_at"])
    codes = sorted(row.question.code for row in rows)
    audit.record(Event.TWIN_CONFIRMED, obj=area, by=by, detail={"questions": codes})
    return rows
