"""Marking the questions of a method version, or one text, as secret on a ground, and reviewing the markings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.classified.marked import general_ground, has_text
from assessments.models import Marking, Method
from assessments.models.marking import MARKED_WITH, REVIEWED_WITH, TEXTS
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.grounds import STANDARD, present_grounds, review_day
from lagesbild.secrecy.models import SecrecyGround


def mark_questions(method: Method, *, keys: Mapping[str, str], by: Any) -> int:
    """Mark every question with a classified part, on the ground that `keys` gives for its section, else the standard one."""
    grounds = {row.key: row for row in present_grounds()}
    now, today = clock.now(), clock.today()
    rows = []
    for question in method.questions.filter(marking=None):
        if question.is_classified or question.kind == "description":
            ground = grounds[keys.get(question.section_code, STANDARD)]
            day = review_day(ground, today)
            rows.append(Marking(question=question, ground=ground, marked_by=by, marked_at=now, review_by=day))
    return len(Marking.objects.bulk_create(rows))


@transaction.atomic
def choose_grounds(method: Method, *, grounds: Mapping[str, int], read: Mapping[str, int], by: Any) -> Method:
    """Choose on which ground the classified parts of each question are secret, while the method version is a draft.

    `grounds` and `read` are question code → ground id: what is chosen, and what the person read. `Stale` when somebody has chosen another
    ground since for a question that is chosen anew; then nothing is written. Whoever chooses cannot approve the version.
    """
    require_grant(by, Codename.LEAD, None, verb=_("välja grunder"))
    method = locked(method)
    if method.approved_at is not None:
        raise ActionDenied(_("Du kan inte välja grunder: metodversionen är godkänd och ändras inte."))
    usable = {row.pk: row for row in present_grounds() if row.is_active}
    rows = {present(row.question).code: row for row in Marking.objects.filter(question__method=method).select_related("question")}
    now, today, changed = clock.now(), clock.today(), []
    for code, ground_id in grounds.items():
        row = rows.get(code)
        if row is None or (ground_id not in usable and ground_id not in {row.ground_id, read.get(code)}):
            raise ActionDenied(_("Du kan inte välja grunder: frågan eller grunden finns inte att välja. Ladda om sidan."))
        if ground_id in {row.ground_id, read.get(code)}:
            continue
        if row.ground_id != read.get(code):
            raise Stale(_("Någon annan har valt grund för %(code)s sedan du öppnade sidan. Inget är sparat.") % {"code": code})
        row.ground, row.marked_by, row.marked_at = usable[ground_id], by, now
        row.review_by, row.renewed_by, row.renewed_at = review_day(row.ground, today), None, None
        row.save(update_fields=["ground", "marked_by", "marked_at", "review_by", "renewed_by", "renewed_at"])
        changed.append(code)
    if changed:
        audit.record(Event.METHOD_GROUNDS, obj=method, by=by, detail={"questions": sorted(changed)})
    return method


@transaction.atomic
def mark_text(text: Marking, *, ground: SecrecyGround, by: Any) -> Marking:
    """Mark one classified text on a ground of its own. `text` is a marking that is not saved: it says where the text is."""
    assert text.picture is not None  # a single text stands in one
    require_grant(by, MARKED_WITH[text.kind], text.unit_id, verb=_("markera texten"))
    locked(text.picture)
    why = what_blocks_marking(text) or ("" if ground in grounds_for(text) else _("grunden får inte användas för texten"))
    if why:
        raise ActionDenied(_("Du kan inte markera texten: %(why)s.") % {"why": why})
    row = Marking(**_place(text), ground=ground, marked_by=by, marked_at=clock.now(), review_by=review_day(ground, clock.today()))
    row.save()
    audit.record(Event.TEXT_MARKED, obj=row, by=by, detail=_told(row))
    return row


def what_blocks_marking(text: Marking) -> str:
    """Return why the text cannot be marked, as the end of a sentence; empty when nothing stands in the way."""
    if Marking.objects.filter(**_place(text), lifted_at=None).exists():
        return _("den är redan markerad på en egen grund. Häv den markeringen först")
    if not has_text(text):
        return _("det finns ingen sekretessbelagd text där")
    return ""


def grounds_for(text: Marking) -> list[SecrecyGround]:
    """Return the grounds that the text may be marked on: those in use, but the one that holds for it anyway."""
    general = general_ground(text).key
    return [row for row in present_grounds() if row.is_active and row.key != general]


@transaction.atomic
def renew_marking(marking: Marking, *, by: Any) -> Marking:
    """Say that the marking is still needed: it is looked at again when the ground's years have passed."""
    require_grant(by, REVIEWED_WITH[marking.kind], marking.unit_id, verb=_("förnya markeringen"))
    marking = locked(marking)
    day = review_day(marking.ground, clock.today())
    if marking.lifted_at is not None:
        raise ActionDenied(_("Du kan inte förnya markeringen: den är hävd."))
    if marking.review_by >= day:
        raise ActionDenied(_("Du kan inte förnya markeringen: den är redan förnyad."))
    marking.review_by, marking.renewed_by, marking.renewed_at = day, by, clock.now()
    marking.save(update_fields=["review_by", "renewed_by", "renewed_at"])
    audit.record(Event.MARKING_RENEWED, obj=marking, by=by, detail=_told(marking))
    return marking


@transaction.atomic
def lift_marking(marking: Marking, *, by: Any) -> Marking:
    """Say that the marking is needed no more. What is classified stays classified: opening a question takes a new method version."""
    require_grant(by, REVIEWED_WITH[marking.kind], marking.unit_id, verb=_("häva markeringen"))
    marking = locked(marking)
    if marking.lifted_at is not None:
        raise ActionDenied(_("Du kan inte häva markeringen: den är redan hävd."))
    marking.lifted_by, marking.lifted_at = by, clock.now()
    marking.save(update_fields=["lifted_by", "lifted_at"])
    audit.record(Event.MARKING_LIFTED, obj=marking, by=by, detail=_told(marking))
    return marking


def _place(text: Marking) -> dict[str, Any]:
    """Return the fields that say what is marked."""
    return {name: getattr(text, name) for name in ("picture", "area", *TEXTS)}


def _told(marking: Marking) -> dict[str, Any]:
    """Return what an event says of a marking: which question, or in which picture, area and point the text is. Codes, numbers and ids."""
    if marking.question is not None:
        return {"question": marking.question.code}
    point, decision = marking.point, marking.decision
    question = marking.answer_to or (point.question if point else None)
    area_id = marking.area_id or (point.area_id if point else decision.assessment_id if decision else None)
    told = {"picture": marking.picture_id, "area": area_id, "question": question and question.code, "point": point and point.number}
    return {name: value for name, value in told.items() if value is not None}
