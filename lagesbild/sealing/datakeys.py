"""Data keys, opened and kept in the process for as long as they serve; never in a cache that others see."""

import os
import threading
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lagesbild import clock
from lagesbild.sealing.errors import KeyMissing, KeyWrong
from lagesbild.sealing.keyfile import KEY_BYTES, KeyRing, key_ring
from lagesbild.sealing.models import DataKey

LABEL = b"lagesbild data key"  # what is wrapped is a data key and nothing else
NONCE = 12
SEALS_FOR = 5.0  # seconds that a process goes on sealing with a key before it asks whether there is a newer one

_opened: dict[int, AESGCM] = {}
_current: tuple[int, float] | None = None
_lock = threading.Lock()


def opener(key_id: int) -> AESGCM:
    """Return the data key with this id. Raises `KeyMissing` and `KeyWrong`."""
    if key_id not in _opened:
        row = DataKey.objects.filter(pk=key_id).first()
        if row is None:
            raise KeyMissing(f"d{key_id}")
        _opened[key_id] = AESGCM(unwrap(row, key_ring()))
    return _opened[key_id]


def sealer() -> tuple[int, AESGCM]:
    """Return the id of the data key in use, and the key. Makes the first one."""
    global _current  # noqa: PLW0603  # one note for the process
    with _lock:
        if _current is None or time.monotonic() - _current[1] > SEALS_FOR:
            row = DataKey.objects.filter(retired_at=None).last() or new_data_key()
            _current = (row.pk, time.monotonic())
        return _current[0], opener(_current[0])


def forget() -> None:
    """Forget every key of the process: the database is another one, or a key was retired."""
    global _current  # noqa: PLW0603
    with _lock:
        _opened.clear()
        _current = None


def new_data_key() -> DataKey:
    """Make a data key, wrapped by the key in use."""
    ring = key_ring()
    return DataKey.objects.create(kek=ring.current, wrapped=wrap(os.urandom(KEY_BYTES), ring), created_at=clock.now())


def wrap(key: bytes, ring: KeyRing) -> bytes:
    """Lock a data key with the key in use."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(ring[ring.current]).encrypt(nonce, key, LABEL)


def unwrap(row: DataKey, ring: KeyRing) -> bytes:
    """Open a data key."""
    wrapped = bytes(row.wrapped)
    try:
        return AESGCM(ring[row.kek]).decrypt(wrapped[:NONCE], wrapped[NONCE:], LABEL)
    except InvalidTag:
        raise KeyWrong(row.kek) from None
