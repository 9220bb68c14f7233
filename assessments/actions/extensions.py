"""Asking for more time, taking that back, and answering it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.enums import ExtensionState, RoundState
from assessments.models import Extension, LocalPicture
from assessments.models.extension import MAX_DAYS
from assessments.workflow import EDITABLE, EXTENSION
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import short_date


@transaction.atomic
def ask_extension(picture: LocalPicture, *, until: date, reason: str, by: Any) -> Extension:
    """Ask for more time, while the local police area has the picture. One request waits at a time."""
    require_grant(by, Codename.SIGN, picture.unit_id, verb=_("begära anstånd"))
    picture = locked(picture)
    why = what_blocks_asking(picture) or what_is_wrong_with(until, picture)
    if not why and not reason.strip():
        why = _("skriv varför tiden inte räcker")
    if why:
        raise ActionDenied(_("Du kan inte begära anstånd: %(why)s.") % {"why": why})
    asked = Extension.objects.create(picture=picture, until=until, reason=reason.strip(), asked_by=by, asked_at=clock.now())
    audit.record(Event.EXTENSION_ASKED, obj=picture, by=by, detail={"until": until.isoformat()})
    return asked


@transaction.atomic
def withdraw_extension(asked: Extension, *, by: Any) -> Extension:
    """Take the request back. The deadline is as it was."""
    asked, step = _begin(asked, "withdraw", by)
    asked.state = step.target
    asked.save(update_fields=["state"])
    audit.record(Event(step.event), obj=asked.picture, by=by)
    return asked


@transaction.atomic
def grant_extension(asked: Extension, *, until: date, answer: str, by: Any) -> Extension:
    """Give more time: the deadline of the local picture is moved to a day, which may be another than the one asked for."""
    asked, step = _begin(asked, "grant", by)
    picture = asked.picture
    why = what_is_wrong_with(until, picture)
    if why:
        raise ActionDenied(_("Du kan inte bevilja anstånd: %(why)s.") % {"why": why})
    picture.due = until
    picture.save(update_fields=["due"])
    return _decide(asked, step, answer, by, granted_until=until)


@transaction.atomic
def refuse_extension(asked: Extension, *, answer: str, by: Any) -> Extension:
    """Say no, with a reason. The deadline is as it was."""
    asked, step = _begin(asked, "refuse", by)
    return _decide(asked, step, answer, by, granted_until=None)


def _begin(asked: Extension, action: str, by: Any) -> tuple[Extension, Any]:
    step = EXTENSION.transitions[action]
    require_grant(by, Codename(step.codename), asked.picture.unit_id if step.codename == Codename.SIGN else None, verb=_(step.verb))
    picture = locked(asked.picture)  # before the request, as the submission does
    asked = locked(asked)
    asked.picture = picture
    return asked, EXTENSION.check(action, asked.state)


def _decide(asked: Extension, step: Any, answer: str, by: Any, *, granted_until: date | None) -> Extension:
    if asked.asked_by_id == by.pk:
        raise ActionDenied(_("Du kan inte %(verb)s: du har begärt det, och en annan person svarar.") % {"verb": _(step.verb)})
    if not answer.strip():
        raise ActionDenied(_("Du kan inte %(verb)s: skriv varför.") % {"verb": _(step.verb)})
    asked.state, asked.answer, asked.granted_until = step.target, answer.strip(), granted_until
    asked.decided_by, asked.decided_at = by, clock.now()
    asked.save(update_fields=["state", "answer", "granted_until", "decided_by", "decided_at"])
    detail = {"until": granted_until.isoformat()} if granted_until else {}
    audit.record(Event(step.event), obj=asked.picture, by=by, detail=detail)
    return asked


def end_when_submitted(picture: LocalPicture) -> None:
    """Let a request that waits be over: the picture is submitted. A step of the submission."""
    Extension.objects.filter(picture=picture, state=ExtensionState.ASKED).update(state=ExtensionState.OVER)


def what_blocks_asking(picture: LocalPicture) -> str:
    """Return why nobody can ask for more time now, as the end of a sentence; empty when it can be asked for."""
    if picture.round.state != RoundState.OPEN:
        return _("omgången är inte öppen")
    if picture.state not in EDITABLE:
        return _("den lokala lägesbilden ligger inte hos er")
    if Extension.objects.filter(picture=picture, state=ExtensionState.ASKED).exists():
        return _("en begäran väntar redan på svar")
    return ""


def what_is_wrong_with(until: date, picture: LocalPicture) -> str:
    """Return why the deadline cannot be moved to a day, as the end of a sentence; empty when it can."""
    today = clock.today()
    if until <= picture.due or until < today:
        return _("välj en dag efter den %(day)s") % {"day": short_date(max(picture.due, today - timedelta(days=1)))}
    last = max(picture.due, today) + timedelta(days=MAX_DAYS)
    if until > last:
        return _("välj en dag senast den %(day)s") % {"day": short_date(last)}
    return ""
