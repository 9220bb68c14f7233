"""What can stop a start, said in one sentence to the person at the keyboard."""

import errno
import shutil
from pathlib import Path

FULL = "Disken är full. Frigör utrymme och starta igen."
ALMOST_NOTHING = 4 * 1024 * 1024  # bytes: less than this and the servers cannot write
TAIL = 16_384  # bytes of a log that are searched for the cause


class StartError(Exception):
    """The start or the run cannot go on. The text is the sentence to print."""


class StopRequested(Exception):
    """Somebody pressed Ctrl-C or sent a signal: stop in order, this is no error."""


def sentence(error: OSError) -> str:
    """Say what the machine refused, without a traceback."""
    where = f": {error.filename}" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Det går inte att skriva här för den här användaren{where}."
    return f"Det gick inte att starta: {error.strerror or error}{where}."


def explain(text: str, *, log: Path, port: int | None = None) -> StartError:
    """Return the error for something that ended on its own: the known cause if the log tells it, else `text` and the log's place."""
    tail = read_tail(log)
    if "No space left on device" in tail or shutil.disk_usage(log.parent).free < ALMOST_NOTHING:
        return StartError(FULL)
    if port and ("Address already in use" in tail or "Connection in use" in tail):
        return port_taken(port)
    return StartError(f"{text} Se {log}")


def port_taken(port: int) -> StartError:
    """Return the error for a port that somebody else listens on."""
    return StartError(f"Porten {port} är upptagen. Välj en annan, till exempel: PORT={port + 1} ./run")


def read_tail(log: Path) -> str:
    """Return the end of a log as text; an unreadable log is empty."""
    try:
        with log.open("rb") as handle:
            handle.seek(max(0, log.stat().st_size - TAIL))
            return handle.read().decode(errors="replace")
    except OSError:
        return ""
