"""What a person may choose for `./run`, and where its files stand."""

import base64
import errno
import fcntl
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lagesbild.embedded.errors import StartError, port_taken

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FOLDER = 107 - len("/.s.PGSQL.5432") - 1  # bytes: a Unix socket's whole path must be shorter than 108


@dataclass(frozen=True)
class Options:
    """The choices, read from the environment. Without an address, our own server is started."""

    port: int
    var: Path
    database_url: str | None
    database_owner_url: str | None
    redis_url: str | None
    demo_password: str | None
    demo_totp_secret: str | None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Options":
        """Read the choices, strictly."""
        port = environment.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise StartError(f"PORT ska vara ett tal mellan 1 och 65535, inte {port!r}.")
        database = environment.get("DATABASE_URL") or None
        return cls(
            port=int(port),
            var=Path(environment.get("VAR_DIR") or ROOT / "var").expanduser().resolve(),
            database_url=database,
            database_owner_url=environment.get("DATABASE_OWNER_URL") or database,
            redis_url=environment.get("REDIS_URL") or None,
            demo_password=environment.get("DEMO_PASSWORD") or None,
            demo_totp_secret=environment.get("DEMO_TOTP_SECRET") or None,
        )


def require_free_port(port: int) -> None:
    """Refuse a port that is taken before anything is started: it is the most common mistake and costs nothing to see."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise StartError(f"Porten {port} får bara root använda. Välj en annan, till exempel: PORT=8000 ./run") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise port_taken(port) from error
            raise


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold `var` for one start. The system lets go of the lock when the process dies, so a killed start is no obstacle."""
    var.mkdir(parents=True, exist_ok=True)
    (var / "log").mkdir(mode=0o700, exist_ok=True)
    with (var / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(f"Lägesbild körs redan med mappen {var}. Stoppa den först, eller välj en annan mapp med VAR_DIR.") from error
        yield


def kept_secret(path: Path, *, length: int) -> str:
    """Return the secret in `path`; make it the first time, readable by its owner only and never half written."""
    if not path.exists():
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(length))
        unfinished.replace(path)
    return path.read_text().strip()


def key_file(path: Path) -> Path:
    """Return the file with the key that locks what is classified; make it the first time, readable by its owner only."""
    if not path.exists():
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(f"demo-1 {base64.b64encode(secrets.token_bytes(32)).decode()}\n")
        unfinished.replace(path)
    return path


def socket_folder() -> Path:
    """Make a closed folder for sockets, with a path short enough for them."""
    folder = Path(tempfile.mkdtemp(prefix="lb-"))
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="lb-", dir="/tmp"))
    return folder
