"""Taking out an exemplar of the annex, and noting what became of it."""

import base64
import hashlib

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from reports.annex.models import AnnexCopy, CopyState
from reports.annex.pdf import Copy, annex_pdf
from reports.annex.queries import regions_of
from reports.models import NationalPicture

ENDS_IN = {CopyState.RETURNED, CopyState.DESTROYED, CopyState.LOST}


@transaction.atomic
def take_copy(picture: NationalPicture, *, recipient: str = "", by: User) -> AnnexCopy:
    """Make the next exemplar, for the taker or for a named function outside the system. One that is out already is answered unchanged."""
    require_grant(by, Codename.VIEW_ANNEX, None, verb=_("ta ut ett exemplar"))
    recipient = recipient.strip()
    if recipient and not may_hand_on(Scope.of(by)):
        raise ActionDenied(_("Du kan inte lämna ett exemplar till någon annan: be den som beslutar eller chefen på Noa."))
    picture = locked(picture)
    out = AnnexCopy.objects.filter(picture=picture, taken_by=by, recipient=recipient, state=CopyState.OUT).first()
    if out is not None:
        return out
    regions = regions_of(picture)
    if not regions:
        raise ActionDenied(_("Du kan inte ta ut ett exemplar: lägesbilden har ingen bilaga."))
    last = AnnexCopy.objects.filter(picture=picture).last()
    copy = AnnexCopy(picture=picture, number=last.number + 1 if last else 1, taken_by=by, recipient=recipient, taken_at=clock.now())
    copy.role = next((row.line for row in Scope.of(by).roles), "")[:200]
    with translation.override("sv"):  # the paper is in Swedish, whatever language its taker has chosen
        content = annex_pdf(picture, regions, Copy(copy.number, copy.role, by.get_username(), recipient, copy.taken_at))
    copy.sha256 = hashlib.sha256(content).hexdigest()
    copy.holding(content=base64.b64encode(content).decode()).save()
    detail = {"copy": copy.number, "version": picture.version}
    audit.record(Event.ANNEX_COPY_TAKEN, obj=picture, by=by, detail=detail, recipient=recipient or by.get_username())
    return copy


@transaction.atomic
def end_copy(copy: AnnexCopy, *, state: CopyState, by: User) -> None:
    """Note that an exemplar was returned, destroyed or lost: by its taker or the head. A lost one may be found; else it is final."""
    copy = locked(copy)
    if not may_end(Scope.of(by), copy) or state not in ENDS_IN:
        raise ActionDenied(_("Du kan inte ändra exemplarets läge: det gör den som tog ut det, eller chefen på Noa."))
    if copy.state == state:
        return
    if copy.state in ENDS_IN - {CopyState.LOST}:
        raise ActionDenied(_("Du kan inte ändra exemplarets läge: det är redan antecknat."))
    copy.state, copy.ended_by, copy.ended_at = state, by, clock.now()
    copy.save(update_fields=["state", "ended_by", "ended_at"])
    audit.record(Event.ANNEX_COPY_ENDED, obj=copy.picture, by=by, detail={"copy": copy.number, "state": state.value})


def may_hand_on(scope: Scope) -> bool:
    """Answer whether the person may register an exemplar for somebody outside the system."""
    return scope.can(Codename.DECIDE) or scope.can(Codename.APPROVE_PICTURE)


def may_end(scope: Scope, copy: AnnexCopy) -> bool:
    """Answer whether the person may say what became of the exemplar."""
    return scope.can(Codename.VIEW_ANNEX) and (copy.taken_by_id == scope.user_id or scope.can(Codename.APPROVE_PICTURE))
