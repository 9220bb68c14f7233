"""Drawing the boundary of an area in a local picture, taking the drawing back, and making it the area's with the publication."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.actions.boundaries import begin_boundary
from areas.actions.places import REGISTER
from areas.geo.checks import same_place
from areas.geo.shapes import polygon, stored
from assessments.actions.writing import lock_to_write, note_writing, refuse_locked
from assessments.boundaries import boundary_question, last_boundary, later_boundary, problems
from assessments.models import AreaAssessment, DrawnBoundary, Round
from lagesbild import audit, clock
from lagesbild.audit.events import Event
from lagesbild.db import one_writer
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def draw_boundary(area: AreaAssessment, shape: BaseGeometry, *, reason: str, version: int, by: Any) -> int:
    """Keep a drawn boundary (a polygon in SWEREF 99 TM) with the reason why it is moved; return the area's new version.

    Refused when it is unsound by the rules for files, when it is the one that holds already, and without a reason.
    """
    picture, target = lock_to_write(area.picture, area, version=version, by=by)
    section = _section(area)
    refuse_locked(picture, area, {section})
    why_not = later_boundary(area)
    if why_not:
        raise ActionDenied(_("Du kan inte rita om gränsen: %(why)s.") % {"why": why_not})
    found, _told = problems(area, shape)
    if found:
        raise ActionDenied(_("Du kan inte spara gränsen: %(why)s") % {"why": " ".join(found)})
    last = last_boundary(area)
    if last is not None and same_place(polygon(last.geometry), shape):
        raise ActionDenied(_("Du kan inte spara gränsen: den är densamma som förut."))
    if not reason.strip():
        raise ActionDenied(_("Du kan inte spara gränsen: skriv varför den ändras."))
    geometry = stored(shape)
    values = {"geometry": geometry, "area_m2": round(polygon(geometry).area, 2), "reason": reason.strip()}
    now = clock.now()
    DrawnBoundary.objects.update_or_create(area=area, defaults={**values, "picture": picture, "drawn_by": by, "drawn_at": now})
    note_writing(picture, target, {section}, by=by, now=now)
    audit.record(Event.BOUNDARY_DRAWN, obj=picture, by=by, detail={"area": area.pk})
    return target.version


@transaction.atomic
def take_back_boundary(area: AreaAssessment, *, version: int, by: Any) -> int:
    """Throw the drawing away: the boundary that held before goes on. Return the area's new version."""
    picture, target = lock_to_write(area.picture, area, version=version, by=by)
    section = _section(area)
    refuse_locked(picture, area, {section})
    if not DrawnBoundary.objects.filter(area=area).exists():
        raise ActionDenied(_("Du kan inte ta bort den ritade gränsen: ingen är ritad."))
    DrawnBoundary.objects.filter(area=area).delete()
    note_writing(picture, target, {section}, by=by, now=clock.now())
    audit.record(Event.BOUNDARY_TAKEN_BACK, obj=picture, by=by, detail={"area": area.pk})
    return target.version


def hold_drawn_boundaries(round_: Round) -> int:
    """Let the drawn boundaries of the decided areas of a round hold from its day; return how many. A step of the publication.

    Before that they are nobody's to see. Where the register has got a boundary from a later day meanwhile, that one stays. The second
    time changes nothing.
    """
    one_writer(REGISTER)
    drawn = DrawnBoundary.objects.filter(area__picture__round=round_, area__decision__isnull=False).select_related("area__picture__round")
    held = 0
    for row in drawn:
        if row.area.area_id is not None and not later_boundary(row.area):
            source = _("ritad i %(round)s") % {"round": round_}
            begin_boundary(row.area.area_id, row.geometry, valid_from=round_.reference_date, reason=row.reason, source=source)
            held += 1
    return held


def _section(area: AreaAssessment) -> str:
    question = boundary_question(area)
    if question is None:
        raise ActionDenied(_("Du kan inte rita gränsen: metoden frågar inte efter den."))
    return question.section_code
