"""Waiting that can be interrupted: by a signal, and by a child that dies meanwhile."""

import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from lagesbild.embedded.errors import StartError, StopRequested, explain
from lagesbild.embedded.processes import Child

STEP = 0.03  # seconds between two looks while something starts
REMIND_EVERY = 5.0  # seconds between two lines about the same step


class Watch:
    """Knows the children that must live, and whether somebody asked us to stop. The signal only sets a flag: no code is cut in half."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False
        self.started = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.request_stop)

    def request_stop(self, number: int, frame: FrameType | None) -> None:
        """Remember that we were asked to stop."""
        self.stopping = True

    def start(self, child: Child) -> Child:
        """Start a child that must live until we stop."""
        self.children.append(child)
        return child.start()

    def check(self, port: int | None = None) -> None:
        """Raise when we are asked to stop, or when a child has ended that should not have."""
        if self.stopping:
            raise StopRequested
        for child in self.children:
            if child.ended is not None:
                raise explain(f"{child.name} avslutades oväntat, därför stoppas allt.", log=child.log, port=port)

    def until(
        self,
        ready: Callable[[], bool],
        *,
        what: str,
        seconds: float = 60,
        step: float = STEP,
        port: int | None = None,
        detail: Callable[[], str] = str,
    ) -> None:
        """Wait until `ready()`; `what` is shown with `detail()` when it takes time, and named when it takes too long."""
        begun = shown = time.monotonic()
        while not ready():
            self.check(port)
            now = time.monotonic()
            if now - begun > seconds:
                raise StartError(f"{what}: inget svar efter {seconds:.0f} sekunder. Loggarna finns i {self.children[-1].log.parent}")
            if now - shown > REMIND_EVERY:
                shown = now
                self.say(f"{what}: {more}" if (more := detail()) else what)
            time.sleep(step)

    def finish(self, commands: Sequence[Child], *, what: str, seconds: float = 1800) -> None:
        """Run commands beside each other to their end; each must succeed."""
        self.say(what)
        for command in commands:
            command.start()
        try:
            self.until(
                lambda: all(command.ended is not None for command in commands),
                what=what,
                seconds=seconds,
                detail=lambda: last_line(commands[-1].log),
            )
        finally:
            for command in commands:
                command.stop()
        for command in commands:
            if command.ended:
                raise explain(f"{command.name} misslyckades.", log=command.log)

    def stop_all(self) -> None:
        """Stop in the opposite order of the start."""
        for child in reversed(self.children):
            child.stop()

    def say(self, text: str) -> None:
        """Print one line of progress with the seconds since the start."""
        print(f"  {text} ({time.monotonic() - self.started:.0f} s)", flush=True)


def last_line(log: Path) -> str:
    """Return what a command said last, without the seconds it may have put before it; nothing when it has said nothing."""
    try:
        lines = log.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[-1].partition(" s  ")[2].strip() if lines else ""
