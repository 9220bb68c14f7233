"""Seals the secrets of second factors before they are stored: a stolen copy of the database gives no codes."""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.encoding import force_bytes

PREFIX = "s1:"


class FactorUnreadable(Exception):
    """A second factor was sealed with another `SECRET_KEY`."""


def _key(secret: str | bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(b"lagesbild.factors:" + force_bytes(secret)).digest())


def seal(text: str) -> str:
    nonce = os.urandom(12)
    return PREFIX + base64.b64encode(nonce + _key(settings.SECRET_KEY).encrypt(nonce, text.encode(), None)).decode()


def unseal(sealed: str) -> str:
    """Return the text. Old keys stand in `SECRET_KEY_FALLBACKS`."""
    raw = base64.b64decode(sealed.removeprefix(PREFIX))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _key(secret).decrypt(raw[:12], raw[12:], None).decode()
        except InvalidTag:
            continue
    raise FactorUnreadable("A second factor was sealed with another SECRET_KEY: put the old one in SECRET_KEY_FALLBACKS.")
