"""Compiling, editing and approving the national picture. Everything is copied; nothing links back."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.enums import RoundState
from assessments.models import Round
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from reports.annex.copying import copy_annex
from reports.copying import copy_round
from reports.enums import NationalState
from reports.models import NationalPicture
from reports.workflow import NATIONAL


@transaction.atomic
def compile_picture(round_: Round, *, by: Any, correction_reason: str = "") -> NationalPicture:
    """Copy a closed round into a new picture. A second picture of the same round is a correction and needs a reason."""
    require_grant(by, Codename.COMPILE, None, verb=_("sammanställa den nationella lägesbilden"))
    round_ = locked(round_)
    latest = NationalPicture.objects.filter(round=round_).order_by("-version").first()
    why = what_blocks_compiling(round_, latest)
    if why:
        raise ActionDenied(_("Du kan inte sammanställa: %(why)s.") % {"why": why})
    if latest is not None and not correction_reason.strip():
        raise ActionDenied(_("Du kan inte sammanställa en ny version utan skäl. Skriv vad som rättas."))
    version = (NationalPicture.objects.filter(round=round_).aggregate(n=Max("version"))["n"] or 0) + 1
    picture = copy_round(round_, version=version, correction_reason=correction_reason.strip(), by=by)
    copy_annex(round_, picture)
    audit.record(Event.NATIONAL_COMPILED, obj=picture, by=by, detail={"areas": picture.entries.count()})
    return picture


def what_blocks_compiling(round_: Round, latest: NationalPicture | None) -> str:
    """Return why the round cannot be compiled now, as the end of a sentence; empty when nothing stands in the way."""
    if round_.state != RoundState.CLOSED:
        return _("omgången är inte stängd")
    if latest is not None and latest.state == NationalState.COMPILED:
        return _("version %(version)s väntar redan på godkännande") % {"version": latest.version}
    return ""


@transaction.atomic
def edit_texts(picture: NationalPicture, *, summary: str, register_number: str, by: Any) -> NationalPicture:
    """Change the written parts of a picture that is not approved yet."""
    require_grant(by, Codename.COMPILE, None, verb=_("ändra texten"))
    picture = locked(picture)
    step = NATIONAL.check("edit", picture.state)
    if (picture.summary, picture.register_number) == (summary, register_number):
        return picture
    picture.summary, picture.register_number = summary, register_number
    picture.save(update_fields=["summary", "register_number"])
    audit.record(Event(step.event), obj=picture, by=by)
    return picture


@transaction.atomic
def approve_picture(picture: NationalPicture, *, by: Any) -> NationalPicture:
    """Approve a compiled picture. Somebody else than who compiled it; afterwards nothing in it changes."""
    require_grant(by, Codename.APPROVE_PICTURE, None, verb=_("godkänna lägesbilden"))
    picture = locked(picture)
    step = NATIONAL.check("approve", picture.state)
    why = what_blocks_approval(picture, by)
    if why:
        raise ActionDenied(_("Du kan inte godkänna: %(why)s.") % {"why": why})
    picture.state, picture.approved_by, picture.approved_at = step.target, by, clock.now()
    picture.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record(Event(step.event), obj=picture, by=by)
    return picture


def what_blocks_approval(picture: NationalPicture, by: Any) -> str:
    """Return why `by` may not approve, as the end of a sentence; empty when nothing stands in the way."""
    if picture.compiled_by_id == by.pk:
        return _("du har sammanställt den. En annan person måste göra det")
    if not picture.summary.strip():
        return _("sammanfattningen är tom")
    return ""
