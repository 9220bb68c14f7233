"""What people do to their own account: add and remove second factors, end sessions. Everything is logged, no code and no secret is."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from lagesbild import audit
from lagesbild.access.scope import Scope
from lagesbild.access.second_factor import DEMANDING
from lagesbild.accounts import factors
from lagesbild.accounts.factors import Kind
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def enrol_totp(user: User, *, secret: str, step: int) -> list[str]:
    """Give the account its app for codes, and return new recovery codes when it had none. The code that showed it works is used up."""
    user = locked(user)
    factors.set_totp(user, secret, last_step=step)
    audit.record(Event.FACTOR_ADDED, obj=user, by=user, detail={"method": Kind.TOTP.value})
    return _first_codes(user)


@transaction.atomic
def add_key(user: User, *, name: str, credential: dict[str, Any]) -> list[str]:
    """Add a passkey that the browser made, and return new recovery codes when the account had none."""
    user = locked(user)
    WebAuthn.add(user, name, credential)
    audit.record(Event.FACTOR_ADDED, obj=user, by=user, detail={"method": Kind.WEBAUTHN.value})
    return _first_codes(user)


def _first_codes(user: User) -> list[str]:
    return new_codes(user) if factors.recovery_codes_left(user) is None else []


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Make ten new recovery codes in place of the old, which stop working. They are returned once and shown nowhere else."""
    if not factors.has_second_factor(user):
        raise ActionDenied(_("Du kan inte göra återställningskoder: lägg till en app för koder eller en nyckel först."))
    codes = factors.new_recovery_codes(user)
    audit.record(Event.RECOVERY_MADE, obj=user, by=user)
    return codes


@transaction.atomic
def rename_key(factor: Authenticator, *, name: str, by: User) -> None:
    """Give one's passkey another name."""
    key = factor.wrap()
    key.name = name
    factor.save(update_fields=["data"])


@transaction.atomic
def remove_factor(factor: Authenticator, *, by: User) -> None:
    """Remove one of one's own second factors. The last one stays where a role demands one: add another first."""
    user = locked(by)
    row = Authenticator.objects.select_for_update().filter(pk=factor.pk, user=user, type__in=factors.KINDS).first()
    if row is None:
        raise ActionDenied(_("Du kan inte ta bort den: den är redan borttagen."))
    others = Authenticator.objects.filter(user=user, type__in=factors.KINDS).exclude(pk=row.pk)
    if not others.exists():
        scope = Scope.of(user)
        if any(scope.can(codename) for codename in DEMANDING):
            raise ActionDenied(_("Du kan inte ta bort den: din roll kräver en andra faktor. Lägg till en ny först."))
        Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    kind = row.type
    row.delete()
    audit.record(Event.FACTOR_REMOVED, obj=user, by=user, detail={"method": str(kind)})


@transaction.atomic
def end_sessions(user: User, *, keep: str = "", only: int | None = None, by: User) -> int:
    """End the account's sessions, all but the one whose key is `keep`, or only one; answer how many. The second time there are none."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep)
    if only is not None:
        rows = rows.filter(pk=only)
    found = list(rows)
    for row in found:
        row.end()
    if found:
        audit.record(Event.SESSION_ENDED, obj=user, by=by, detail={"sessions": len(found)})
    return len(found)
