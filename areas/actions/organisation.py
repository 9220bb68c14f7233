"""Planning a change of the organisation, approving it by a second person, letting it take effect on its day, and taking it back."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from areas.actions.organisation_writing import take_back, write_change
from areas.actions.places import REGISTER
from areas.changes.checks import problems_of, problems_since, refuse_problems
from areas.changes.plans import Plan
from areas.changes.preview import KEPT, preview_of, title_of
from areas.changes.situation import Situation
from areas.changes.undoing import built_on
from areas.enums import ChangeState
from areas.models import OrganisationChange, Unit
from areas.workflow import CHANGE
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, one_writer
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import short_date

log = logging.getLogger(__name__)
PLAN = "planera ändringen"


@transaction.atomic
def plan_change(plan: Plan, *, effective_on: date, reason: str, by: Any) -> OrganisationChange:
    """Keep a plan with what it moves as things stand. Two changes that wait never touch the same unit."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=PLAN)
    _lock_units(plan.units)
    if not reason.strip():
        raise ActionDenied(_("Du kan inte planera ändringen: skriv varför den görs."))
    refuse_problems(PLAN, problems_of(plan, effective_on))
    there = Situation(plan, effective_on)
    change = OrganisationChange.objects.create(
        kind=plan.kind,
        title=title_of(there),
        effective_on=effective_on,
        reason=reason.strip(),
        plan=plan.stored(),
        basis=there.basis(),
        preview=preview_of(plan, effective_on),
        planned_by=by,
        planned_at=clock.now(),
    )
    change.units.set(plan.units)
    _record(Event.CHANGE_PLANNED, change, by)
    return change


@transaction.atomic
def approve_change(change: OrganisationChange, *, by: Any) -> OrganisationChange:
    """Approve what another person planned. A change whose day is today or has passed takes effect at once, or is not approved."""
    require_grant(by, Codename.LEAD, None, verb=CHANGE.transitions["approve"].verb)
    change = locked(change)
    step = CHANGE.check("approve", change.state)
    if change.planned_by_id == by.pk:
        raise ActionDenied(_("Du kan inte godkänna ändringen: du har planerat den, och en annan person godkänner."))
    refuse_problems(step.verb, problems_since(change))
    change.state, change.approved_by, change.approved_at = ChangeState.APPROVED, by, clock.now()
    change.save(update_fields=["state", "approved_by", "approved_at"])
    _record(Event(step.event), change, by)
    return _carry_out(change, by) if change.effective_on <= clock.today() else change


@transaction.atomic
def refuse_change(change: OrganisationChange, *, reason: str, by: Any) -> OrganisationChange:
    """Say no to a plan, with a reason. Whoever planned it may plan another."""
    return _end(change, "refuse", Codename.LEAD, reason, by)


@transaction.atomic
def cancel_change(change: OrganisationChange, *, reason: str, by: Any) -> OrganisationChange:
    """Take away a plan that has not taken effect, with a reason. Nothing was written, so nothing is undone."""
    return _end(change, "cancel", Codename.IMPORT_DATA, reason, by)


def _end(change: OrganisationChange, action: str, codename: Codename, reason: str, by: Any) -> OrganisationChange:
    step = CHANGE.transitions[action]
    require_grant(by, codename, None, verb=step.verb)
    change = locked(change)
    CHANGE.check(action, change.state)
    _require_reason(reason, step.verb)
    change.state, change.cancelled_by, change.cancelled_at, change.end_reason = step.target, by, clock.now(), reason.strip()
    change.save(update_fields=["state", "cancelled_by", "cancelled_at", "end_reason"])
    _record(Event(step.event), change, by)
    return change


@transaction.atomic
def take_effect(change: OrganisationChange, *, by: Any) -> OrganisationChange:
    """Write all that an approved change says, or nothing. The clock does it on the day (`by` is `None`); a person may when that failed."""
    step = CHANGE.transitions["effect"]
    if by is not None:
        require_grant(by, Codename.LEAD, None, verb=step.verb)
    change = locked(change)
    CHANGE.check("effect", change.state)
    if change.effective_on > clock.today():
        raise ActionDenied(_("Du kan inte genomföra ändringen: den gäller från %(day)s.") % {"day": short_date(change.effective_on)})
    return _carry_out(change, by)


def _carry_out(change: OrganisationChange, by: Any) -> OrganisationChange:
    plan = Plan.of(change.plan)
    one_writer(REGISTER)
    _lock_units(plan.units)
    refuse_problems(CHANGE.transitions["effect"].verb, problems_since(change))
    change.preview = preview_of(plan, change.effective_on)  # what it moved in the end
    with override(KEPT):
        source = _("Organisationsändring %(number)s: %(title)s") % {"number": change.pk, "title": change.title}
    change.journal, made = write_change(plan, change.effective_on, source=source)
    change.state, change.took_effect_at, change.failure, change.failed_at = ChangeState.IN_EFFECT, clock.now(), "", None
    change.save(update_fields=["preview", "journal", "state", "took_effect_at", "failure", "failed_at"])
    change.units.add(*made)
    counts = {"areas": len(change.preview["areas"]), "accounts": len({row["account"] for row in change.preview["accounts"]})}
    _record(Event.CHANGE_TOOK_EFFECT, change, by, **counts)
    return change


@transaction.atomic
def reverse_change(change: OrganisationChange, *, reason: str, by: Any) -> OrganisationChange:
    """Undo exactly what a change wrote, as long as no round was opened on it and nothing else was built on its rows."""
    step = CHANGE.transitions["reverse"]
    require_grant(by, Codename.LEAD, None, verb=step.verb)
    change = locked(change)
    CHANGE.check("reverse", change.state)
    _require_reason(reason, step.verb)
    one_writer(REGISTER)
    _lock_units(change.units.values_list("pk", flat=True))
    refuse_problems(step.verb, built_on(change))
    take_back(change.journal)
    change.state, change.reversed_by, change.reversed_at, change.end_reason = ChangeState.REVERSED, by, clock.now(), reason.strip()
    change.save(update_fields=["state", "reversed_by", "reversed_at", "end_reason"])
    _record(Event(step.event), change, by)
    return change


def carry_out_due() -> tuple[int, int]:
    """Let every approved change whose day has come take effect, each by itself; answer how many did and how many could not.

    What stops one is kept with it and told to those who planned and approved it. Run twice it does nothing the second time.
    """
    done = failed = 0
    due = OrganisationChange.objects.filter(state=ChangeState.APPROVED, effective_on__lte=clock.today())
    for change in due.order_by("effective_on", "pk"):
        try:
            take_effect(change, by=None)
            done += 1
        except ActionDenied as error:
            _failed(change, str(error))
            failed += 1
        except Exception:
            log.exception("change %s of the organisation could not take effect", change.pk)
            _failed(change, _("Ett fel i systemet stoppade ändringen. Inget är skrivet. Säg till systemadministratören."))
            failed += 1
    return done, failed


@transaction.atomic
def _failed(change: OrganisationChange, sentence: str) -> None:
    """Keep why a change did not take effect. The same reason once more is no new event."""
    change = locked(change)
    if change.state != ChangeState.APPROVED or change.failure == sentence[:1000]:
        return
    change.failure, change.failed_at = sentence[:1000], clock.now()
    change.save(update_fields=["failure", "failed_at"])
    _record(Event.CHANGE_FAILED, change, None)


def blockers_of(change: OrganisationChange, scope: Any) -> dict[str, str]:
    """Return, for each act that the person's role has and that the state allows, the sentence that says why not now; "" when it goes."""
    checks: dict[str, Callable[[], None]] = {
        "approve": lambda: _may_approve(change, scope.user_id),
        "effect": lambda: _may_take_effect(change),
        "reverse": lambda: refuse_problems(CHANGE.transitions["reverse"].verb, built_on(change)),
    }
    found = {}
    for action, step in CHANGE.transitions.items():
        if scope.can(Codename(step.codename)) and CHANGE.allowed(action, change.state):
            found[action] = _why_not(checks.get(action, lambda: None))
    return found


def _may_approve(change: OrganisationChange, user_id: int | None) -> None:
    if change.planned_by_id == user_id:
        raise ActionDenied(_("Du kan inte godkänna ändringen: du har planerat den, och en annan person godkänner."))
    refuse_problems(CHANGE.transitions["approve"].verb, problems_since(change))


def _may_take_effect(change: OrganisationChange) -> None:
    if change.effective_on > clock.today():
        raise ActionDenied(_("Du kan inte genomföra ändringen: den gäller från %(day)s.") % {"day": short_date(change.effective_on)})
    refuse_problems(CHANGE.transitions["effect"].verb, problems_since(change))


def _why_not(check: Callable[[], None]) -> str:
    try:
        check()
    except ActionDenied as error:
        return str(error)
    return ""


def _require_reason(reason: str, verb: str) -> None:
    if not reason.strip():
        raise ActionDenied(_("Du kan inte %(verb)s: skriv varför.") % {"verb": _(verb)})


def _lock_units(unit_ids: Any) -> None:
    """Let one change of a unit be planned or carried out at a time."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=list(unit_ids)).order_by("pk"))


def _record(event: Event, change: OrganisationChange, by: Any, **more: Any) -> None:
    detail = {"kind": change.kind, "day": change.effective_on.isoformat(), "units": change.units.count(), **more}
    audit.record(event, obj=change, by=by, detail=detail)
