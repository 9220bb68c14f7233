"""Marking the questions of a method version as secret on a ground, and reviewing the markings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Marking, Method
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from lagesbild.secrecy.grounds import STANDARD, present_grounds, review_day


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
def renew_marking(marking: Marking, *, by: Any) -> Marking:
    """Say that the marking is still needed: it is looked at again when the ground's years have passed."""
    require_grant(by, Codename.APPROVE_METHOD, None, verb=_("förnya markeringen"))
    marking = locked(marking)
    day = review_day(marking.ground, clock.today())
    if marking.lifted_at is not None:
        raise ActionDenied(_("Du kan inte förnya markeringen: den är hävd."))
    if marking.review_by >= day:
        raise ActionDenied(_("Du kan inte förnya markeringen: den är redan förnyad."))
    marking.review_by, marking.renewed_by, marking.renewed_at = day, by, clock.now()
    marking.save(update_fields=["review_by", "renewed_by", "renewed_at"])
    audit.record(Event.MARKING_RENEWED, obj=marking, by=by, detail={"question": marking.question.code})
    return marking


@transaction.atomic
def lift_marking(marking: Marking, *, by: Any) -> Marking:
    """Say that the marking is needed no more. What is classified stays classified: opening a question takes a new method version."""
    require_grant(by, Codename.APPROVE_METHOD, None, verb=_("häva markeringen"))
    marking = locked(marking)
    if marking.lifted_at is not None:
        raise ActionDenied(_("Du kan inte häva markeringen: den är redan hävd."))
    marking.lifted_by, marking.lifted_at = by, clock.now()
    marking.save(update_fields=["lifted_by", "lifted_at"])
    audit.record(Event.MARKING_LIFTED, obj=marking, by=by, detail={"question": marking.question.code})
    return marking
