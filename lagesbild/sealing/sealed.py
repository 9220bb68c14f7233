"""Values sealed into one column: AES-GCM, with the place they belong to as associated data.

A sealed value is a format byte, the data key's id (4 bytes), a nonce (12 bytes) and the ciphertext with its tag.
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.serializers.json import DjangoJSONEncoder

from lagesbild.sealing.datakeys import NONCE, opener, sealer
from lagesbild.sealing.errors import Tampered

FORMAT = b"\x01"
HEAD = 1 + 4 + NONCE
STEP = 64  # bytes: the ciphertext tells the length of short values no closer than this


def seal(values: Mapping[str, Any], place: str) -> bytes:
    """Seal values by name, which JSON can hold, for a place."""
    plain = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % STEP)
    key_id, key = sealer()
    nonce = os.urandom(NONCE)
    return FORMAT + key_id.to_bytes(4, "big") + nonce + key.encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, place: str) -> dict[str, Any]:
    """Return the values. Raises `Tampered` when they were changed or belong to another place, `SealError` when a key is missing."""
    if len(sealed) <= HEAD or sealed[:1] != FORMAT:
        raise Tampered
    key = opener(key_id_of(sealed))
    try:
        values: dict[str, Any] = json.loads(key.decrypt(sealed[5:HEAD], sealed[HEAD:], place.encode()))
    except InvalidTag:
        raise Tampered from None
    return values


def key_id_of(sealed: bytes) -> int:
    """Return the id of the data key that a value is sealed with."""
    return int.from_bytes(sealed[1:5], "big")
