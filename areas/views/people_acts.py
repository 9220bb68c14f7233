"""What is done to an account: roles given and taken, closing, opening, a new start password."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from areas.forms.people import RoleForm
from areas.queries.people import accounts_visible_to, manageable_units, unit_of
from areas.views.people import show_password, show_person
from lagesbild.access.actions import give_role, take_role
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.access.roles import Role
from lagesbild.accounts import actions
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied


def _account(request: Request, pk: int) -> User:
    return get_object_or_404(accounts_visible_to(request.scope), pk=pk)


@never_cache
@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def give(request: Request, pk: int) -> HttpResponse:
    """Give the account a role at a unit."""
    user = _account(request, pk)
    form = RoleForm(request.POST, units=manageable_units(request.scope))
    if form.is_valid():
        try:
            give_role(user, **form.cleaned_data, by=request.user)
        except ActionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(account)s har rollen %(role)s.") % {"account": user, "role": form.cleaned_data["role"].label})
            return redirect("areas:person", pk)
    return show_person(request, user, form)


@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def take(request: Request, pk: int) -> HttpResponse:
    """Take a role at a unit from the account."""
    user = _account(request, pk)
    role, unit_id = request.POST.get("role", ""), request.POST.get("unit", "")
    unit = unit_of(request.scope, int(unit_id)) if unit_id.isdecimal() and len(unit_id) < 10 else None
    if unit is None or role not in Role.values:
        raise Http404
    words = _("%(account)s har inte längre rollen %(role)s.") % {"account": user, "role": Role(role).label}
    return _do(request, pk, lambda: take_role(user, role=Role(role), unit=unit, by=request.user), words)


@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def close(request: Request, pk: int) -> HttpResponse:
    """Close the account."""
    user = _account(request, pk)
    words = _("Kontot %(account)s är stängt. Ingen kan logga in med det.") % {"account": user}
    return _do(request, pk, lambda: actions.close_account(user, by=request.user), words)


@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def reopen(request: Request, pk: int) -> HttpResponse:
    """Open the account again."""
    user = _account(request, pk)
    words = _("Kontot %(account)s är öppet. Rollerna är desamma som förut.") % {"account": user}
    return _do(request, pk, lambda: actions.open_account(user, by=request.user), words)


@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def reset(request: Request, pk: int) -> HttpResponse:
    """Take all second factors from the account: its owner lost theirs, and adds a new one at the next login."""
    user = _account(request, pk)
    words = _("%(account)s har ingen andra faktor kvar. Den som loggar in med kontot får lägga till en ny.") % {"account": user}
    return _do(request, pk, lambda: actions.reset_factors(user, by=request.user), words)


@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def provider(request: Request, pk: int) -> HttpResponse:
    """Write down what the authority's identity provider calls the account's owner."""
    user = _account(request, pk)
    name = request.POST.get("name", "")[:150]
    words = _("Inloggningen hos identitetsleverantören är ändrad.")
    return _do(request, pk, lambda: actions.set_provider_name(user, name=name, by=request.user), words)


def _do(request: Request, pk: int, act: Callable[[], object], words: str) -> HttpResponse:
    """Carry out an act, say how it went, and go back to the account."""
    try:
        act()
    except ActionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("areas:person", pk)


@never_cache
@needs(Codename.MANAGE_ACCOUNTS)
@post_only
def password(request: Request, pk: int) -> HttpResponse:
    """Give the account a new start password, and show it the only time it can be seen."""
    user = _account(request, pk)
    try:
        given = actions.new_start_password(user, by=request.user)
    except ActionDenied as error:
        messages.error(request, str(error))
        return redirect("areas:person", pk)
    return show_password(request, user, given)
