"""What is done to a planned change: approved, refused, cancelled, carried out, taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from areas.actions import organisation as actions
from areas.enums import ChangeState
from areas.forms.organisation import ReasonForm
from areas.models import OrganisationChange
from areas.views.organisation import show_change
from areas.workflow import CHANGE
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import post_only, signed_in
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied

Act = Callable[[OrganisationChange], OrganisationChange]


def _change(request: Request, pk: int, action: str) -> OrganisationChange:
    """Return the change, which everybody sees; refuse whose role does not have the act (403)."""
    found = get_object_or_404(OrganisationChange.objects.select_related("planned_by", "approved_by"), pk=pk)
    if not request.scope.can(Codename(CHANGE.transitions[action].codename)):
        raise PermissionDenied
    return found


def _do(request: Request, row: OrganisationChange, act: Act, done: str | Promise) -> HttpResponse:
    try:
        after = act(row)
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        in_effect = _("%(title)s. Ändringen är genomförd.")
        messages.success(request, str(in_effect if after.state == ChangeState.IN_EFFECT else done) % {"title": row.title})
    return redirect("areas:change", row.pk)


def _with_reason(request: Request, pk: int, action: str, act: Callable[..., OrganisationChange], done: str | Promise) -> HttpResponse:
    row, form = _change(request, pk, action), ReasonForm(request.POST, auto_id=f"{action}-%s")
    if not form.is_valid():
        return show_change(request, row, form, action)
    return _do(request, row, lambda change: act(change, reason=form.cleaned_data["skal"], by=request.user), done)


@never_cache
@signed_in
@post_only
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve the plan of somebody else."""
    row = _change(request, pk, "approve")
    done = _("Ändringen är godkänd. Den genomförs på dagen.")
    return _do(request, row, lambda change: actions.approve_change(change, by=request.user), done)


@never_cache
@signed_in
@post_only
def refuse(request: Request, pk: int) -> HttpResponse:
    """Say no to the plan."""
    return _with_reason(request, pk, "refuse", actions.refuse_change, _("Ändringen är avslagen. Inget är ändrat."))


@never_cache
@signed_in
@post_only
def cancel(request: Request, pk: int) -> HttpResponse:
    """Take the plan away before it takes effect."""
    return _with_reason(request, pk, "cancel", actions.cancel_change, _("Ändringen är avbruten. Inget är ändrat."))


@never_cache
@signed_in
@post_only
def effect(request: Request, pk: int) -> HttpResponse:
    """Let the change take effect now, when the clock could not."""
    row = _change(request, pk, "effect")
    return _do(request, row, lambda change: actions.take_effect(change, by=request.user), "")


@never_cache
@signed_in
@post_only
def reverse(request: Request, pk: int) -> HttpResponse:
    """Take back what the change wrote."""
    return _with_reason(request, pk, "reverse", actions.reverse_change, _("Ändringen är återställd. Organisationen är som före den."))
