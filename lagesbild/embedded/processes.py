"""Starting and ending child processes so that none is ever left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals
from typing import Any

from lagesbild.embedded.errors import StartError

PR_SET_PDEATHSIG = 1  # linux/prctl.h
OLD_SERVER = 20.0  # seconds that a server whose starter was killed gets to end in order
LOG_LIMIT = 5 * 1024 * 1024  # bytes: a longer log is set aside at the next start


def tie_to_parent(signal_number: Signals) -> None:
    """Ask Linux to send this process `signal_number` when its parent dies, however that happens. Elsewhere: nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal_number))


def tied_start(signal_number: Signals) -> Callable[[], None]:
    """Return what a child runs between fork and exec, so that it dies with us even if we die before it begins."""
    parent = os.getpid()

    def before_exec() -> None:
        tie_to_parent(signal_number)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


@dataclass
class Child:
    """One process that we answer for. `stop_signal` asks it to end in order; `death_signal` is what it gets when we are killed.

    Servers that hold data get an orderly signal in both cases. The others can be killed at any moment without loss.
    """

    name: str  # for people
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] | None = None
    stop_signal: Signals = signal.SIGTERM
    death_signal: Signals = signal.SIGKILL
    patience: float = 10.0  # seconds to wait for an orderly end
    account: Mapping[str, Any] = field(default_factory=dict)  # user, group for Popen
    folder: Path | None = None
    output: Path | None = None  # where standard output goes, when not to the log
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Child":
        """Start in a session of its own: Ctrl-C in the terminal reaches only us, and we stop the children in order."""
        set_aside(self.log)
        with self.log.open("ab") as errors, self.output.open("wb") if self.output else self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=tied_start(self.death_signal),  # noqa: PLW1509 -- we have no threads
                **self.account,
            )
        return self

    @property
    def ended(self) -> int | None:
        """Return the exit code when the process has ended, else None."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Ask for an orderly end, wait, and at last kill the whole session."""
        if self.process is None or self.ended is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def set_aside(log: Path) -> None:
    """Keep one old log of a limited length instead of one that grows for ever."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))


def command_of(pid: int) -> str | None:
    """Return the command line of a living process; None when it is gone or only a zombie that nobody has collected."""
    if sys.platform != "linux":
        done = subprocess.run(["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return done.stdout.strip() or None if not done.stdout.startswith("Z") else None
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return None if state in "ZX" else Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") or None  # empty: just ending
    except (OSError, IndexError):
        return None


def forget_old_server(pidfile: Path, *, mark: str) -> None:
    """Remove the pid file that a killed server left. One that is still ending is waited for: two must never write the same data.

    A number alone says little, since numbers come back: only a process with `mark` in its command line is the old server.
    """
    end = time.monotonic() + OLD_SERVER
    while pidfile.exists():
        number = pidfile.read_text().split("\n", 1)[0].strip()
        if mark not in ((command_of(int(number)) if number.isdigit() else None) or ""):
            pidfile.unlink(missing_ok=True)
        elif time.monotonic() > end:
            raise StartError(f"En annan server (process {number}) använder {pidfile.parent}.")
        else:
            time.sleep(0.05)
