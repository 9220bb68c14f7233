"""The key-encrypting keys, which never stand in the database: from the file `KEY_FILE` or the variable `KEYS`.

Each line is a name and 32 bytes in base64, with a space between; the first line is the key in use, the others open what was locked before.
"""

import base64
import functools
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from lagesbild.sealing.errors import KeyFileBroken, KeyMissing

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyRing:
    """Keys by name. `current` is the name of the one in use."""

    current: str
    keys: dict[str, bytes]

    def __getitem__(self, name: str) -> bytes:
        if name not in self.keys:
            raise KeyMissing(name)
        return self.keys[name]

    def __repr__(self) -> str:  # never the keys themselves
        return f"KeyRing({', '.join(self.keys)})"


def key_ring() -> KeyRing:
    """Return the keys as they stand in the file now: a new first line is in use at once, without a new start."""
    if settings.KEY_FILE:
        path = Path(settings.KEY_FILE)
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            raise KeyFileBroken(_("Nyckelfilen %(path)s finns inte eller får inte läsas.") % {"path": path}) from None
        return _from_file(path, changed)
    if settings.KEYS:
        return parse(settings.KEYS)
    raise KeyMissing


@functools.lru_cache(maxsize=2)
def _from_file(path: Path, _changed: int) -> KeyRing:
    try:
        return parse(path.read_text())
    except (OSError, UnicodeDecodeError):
        raise KeyFileBroken(_("Nyckelfilen %(path)s finns inte eller får inte läsas.") % {"path": path}) from None


def parse(text: str) -> KeyRing:
    """Read the lines. Raises `KeyFileBroken`, which names the line and not what stands in it."""
    keys: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _space, encoded = line.strip().partition(" ")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:  # binascii.Error is one
            key = b""
        if len(key) != KEY_BYTES or name in keys:
            raise KeyFileBroken(_("Rad %(number)s i nyckelfilen är inte ett namn och en nyckel på 32 byte i base64.") % {"number": number})
        keys[name] = key
    if not keys:
        raise KeyFileBroken(_("Nyckelfilen är tom."))
    return KeyRing(next(iter(keys)), keys)


def new_line(name: str) -> str:
    """Return a line with a fresh key."""
    return f"{name} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
