"""Making, closing and opening accounts. Nobody does it to their own; everything is logged."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lagesbild import audit
from lagesbild.access.actions import give_role, require_manager
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.accounts.own import end_sessions
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for one another when read aloud or by hand
GROUPS, GROUP_LENGTH = 4, 4


def start_password() -> str:
    """Return a password that can be told over a telephone: four groups of four signs, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _sign in range(GROUP_LENGTH)) for _group in range(GROUPS))


@transaction.atomic
def create_account(*, username: str, role: Role, unit: Any, by: User) -> tuple[User, str]:
    """Make an account with its first role. The password is returned once and kept nowhere; it serves only for choosing one's own."""
    require_grant(by, Codename.MANAGE_ACCOUNTS, unit.pk, verb=_("skapa kontot"))
    if User.objects.filter(username=username).exists():
        raise ActionDenied(_("Du kan inte skapa kontot: användarnamnet finns redan."))
    password = start_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password)
    except IntegrityError:  # somebody made it at the same moment
        raise ActionDenied(_("Du kan inte skapa kontot: användarnamnet finns redan.")) from None
    audit.record(Event.ACCOUNT_CREATED, obj=user, by=by)
    give_role(user, role=role, unit=unit, by=by)
    return user, password


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """Close an account. Whoever is logged in with it is logged out at once. The second time nothing changes."""
    return _set_open(user, False, by, _("stänga kontot"), Event.ACCOUNT_CLOSED)


@transaction.atomic
def open_account(user: User, *, by: User) -> User:
    """Open a closed account. Its roles are those it had. The second time nothing changes."""
    return _set_open(user, True, by, _("öppna kontot"), Event.ACCOUNT_OPENED)


def _set_open(user: User, is_open: bool, by: User, verb: str, event: Event) -> User:
    _require_manager_of_all(user, by, verb)
    user = locked(user)
    if user.is_active != is_open:
        user.is_active = is_open
        user.save(update_fields=["is_active"])
        if not is_open:
            end_sessions(user, by=by)
        audit.record(event, obj=user, by=by)
    return user


@transaction.atomic
def new_start_password(user: User, *, by: User) -> str:
    """Give an open account a new start password, for somebody who forgot theirs. The old one stops working."""
    verb = _("ge ett nytt startlösenord")
    _require_manager_of_all(user, by, verb)
    user = locked(user)
    if not user.is_active:
        raise ActionDenied(_("Du kan inte %(verb)s: kontot är stängt.") % {"verb": verb})
    password = _give_start_password(user)
    end_sessions(user, by=by)
    audit.record(Event.ACCOUNT_PASSWORD, obj=user, by=by)
    return password


@transaction.atomic
def reset_factors(user: User, *, by: User) -> User:
    """Take all second factors from an account whose owner lost theirs, and end its sessions. The second time nothing changes.

    The next login asks for the password alone and leads to a new second factor, so the caller must know whom they speak with.
    """
    _require_manager_of_all(user, by, _("ta bort andra faktorer"))
    user = locked(user)
    if Authenticator.objects.filter(user=user).delete()[0]:
        end_sessions(user, by=by)
        audit.record(Event.FACTORS_RESET, obj=user, by=by)
    return user


@transaction.atomic
def set_provider_name(user: User, *, name: str, by: User) -> User:
    """Write down what the authority's identity provider calls the account's owner. Empty: nobody comes in by name."""
    verb = _("ändra inloggningen")
    _require_manager_of_all(user, by, verb)
    user = locked(user)
    wanted = name.strip() or None
    if user.provider_name == wanted:
        return user
    if wanted and User.objects.filter(provider_name=wanted).exists():
        raise ActionDenied(_("Du kan inte %(verb)s: ett annat konto har det namnet.") % {"verb": verb})
    user.provider_name = wanted
    user.save(update_fields=["provider_name"])
    SocialAccount.objects.filter(user=user).delete()  # whoever was linked under the old name comes in no more
    audit.record(Event.PROVIDER_NAMED, obj=user, by=by)
    return user


def _give_start_password(user: User) -> str:
    password = start_password()
    user.set_password(password)
    user.has_start_password = True
    user.save()
    return password


def _require_manager_of_all(user: User, by: User, verb: str) -> None:
    """Refuse unless `by` may manage accounts at every unit where the account has a role."""
    units: set[int | None] = set(RoleGroup.objects.filter(group__user=user).values_list("unit_id", flat=True))
    for unit_id in units or {None}:
        require_manager(user, unit_id=unit_id, by=by, verb=verb)
