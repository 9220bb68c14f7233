"""The demo's second factor: its secret, and the code that is right now. `python -m lagesbild.embedded.codes` prints the code.

By hand with the standard library, since the launcher reads no settings (RFC 6238: SHA-1, thirty seconds, six digits).
"""

import base64
import binascii
import hmac
import os
import secrets
import struct
import sys
import time
from pathlib import Path

from lagesbild.embedded.errors import StartError
from lagesbild.embedded.options import ROOT

PERIOD = 30
FILE = "demo-totp-secret"


def checked(secret: str) -> str:
    """Return `secret` as apps take it, or say what is wrong with it."""
    tidy = secret.replace(" ", "").rstrip("=").upper()
    try:
        raw = base64.b32decode(padded(tidy))
    except (binascii.Error, ValueError):
        raise StartError("DEMO_TOTP_SECRET ska vara base32: bokstäverna A–Z och siffrorna 2–7, till exempel JBSWY3DPEHPK3PXP.") from None
    if len(raw) < 10:
        raise StartError("DEMO_TOTP_SECRET är för kort: minst 16 tecken base32.")
    return tidy


def padded(secret: str) -> str:
    return secret + "=" * (-len(secret) % 8)


def kept(var: Path) -> str:
    """Return the demo's own secret; make it the first time."""
    path = var / FILE
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(base64.b32encode(secrets.token_bytes(20)).decode())
    return path.read_text().strip()


def code(secret: str, at: float | None = None) -> str:
    """Return the code of the moment."""
    step = int(time.time() if at is None else at) // PERIOD
    digest = hmac.digest(base64.b32decode(padded(secret)), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def main() -> int:
    """Print the code that is right now."""
    try:
        given = os.environ.get("DEMO_TOTP_SECRET")
        var = Path(os.environ.get("VAR_DIR") or ROOT / "var")
        print(code(checked(given) if given else kept(var)))
    except (StartError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
