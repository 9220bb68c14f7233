"""The second factors of an account: what there is, and whether a code is right. A code is taken once."""

import base64
import binascii
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from lagesbild.accounts.sealing import FactorUnreadable

PERIOD = 30  # seconds that a code stands
STEPS = (-1, 0, 1)  # clocks go wrong by half a minute
Kind = Authenticator.Type
KINDS = (Kind.TOTP, Kind.WEBAUTHN)  # recovery codes alone are no second factor


def has_second_factor(user: Any) -> bool:
    """Tell whether the account has an app for codes or a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def of_kind(user: Any, kind: str) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=user.pk, type=kind).order_by("created_at", "pk"))


def step_of(secret: str, code: str) -> int | None:
    """Return the step of time for which `code` is right, or `None`."""
    now = int(time.time()) // PERIOD
    for step in (now + offset for offset in STEPS):
        if constant_time_compare(format_hotp_value(hotp_value(secret, step)), code):
            return step
    return None


def tidy(code: str) -> str:
    """Return a code as it is compared: without the blanks and dashes that people set in it."""
    return "".join(sign for sign in code if sign.isalnum())


@transaction.atomic
def take_code(user: Any, code: str) -> Authenticator | None:
    """Return the factor that `code` is right for, and mark it used; `None` when it is wrong or was used before.

    The rows are locked, so that the same code sent twice at the same moment counts once.
    """
    code = tidy(code)
    rows = Authenticator.objects.select_for_update().filter(user_id=user.pk).exclude(type=Kind.WEBAUTHN).order_by("-type")
    for row in rows:
        if row.type == Kind.TOTP and _take_totp(row, code):
            return row
        if row.type == Kind.RECOVERY_CODES and RecoveryCodes(row).validate_code(code):
            return row
    return None


def _take_totp(row: Authenticator, code: str) -> bool:
    step = step_of(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def new_secret() -> str:
    return str(generate_totp_secret())


def is_base32(secret: str) -> bool:
    """Tell whether `secret` can be typed into an app for codes: base32, at least 80 bits."""
    try:
        return len(base64.b32decode(secret + "=" * (-len(secret) % 8))) >= 10
    except (binascii.Error, ValueError):
        return False


def set_totp(user: Any, secret: str, *, last_step: int = 0) -> Authenticator:
    """Give the account an app for codes with this secret, in place of the one it had."""
    data = {"secret": encrypt(secret), "last_step": last_step}
    row, _made = Authenticator.objects.update_or_create(user=user, type=Kind.TOTP, defaults={"data": data})
    return row


def has_secret(row: Authenticator, secret: str) -> bool:
    """Tell whether an app for codes has this secret; not when it cannot be read."""
    try:
        return constant_time_compare(decrypt(row.data["secret"]), secret)
    except FactorUnreadable:
        return False


def new_recovery_codes(user: Any) -> list[str]:
    """Give the account ten new recovery codes, in place of those it had, and return them. They are shown once."""
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes.activate(user).generate_codes()]


def recovery_codes_left(user: Any) -> int | None:
    rows = of_kind(user, Kind.RECOVERY_CODES)
    return len(RecoveryCodes(rows[0]).get_unused_codes()) if rows else None
