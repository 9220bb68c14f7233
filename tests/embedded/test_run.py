"""`./run` from an empty folder to an answering site, killed, started again and stopped."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagesbild.embedded.options import ROOT
from lagesbild.embedded.processes import command_of
from tests.embedded import demo_facts

pytestmark = pytest.mark.slow

CHOICES = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "VAR_DIR", "PORT", "DEMO", "DEMO_PASSWORD", "SECRET_KEY"}


class Run:
    """One `./run` with a folder and a port of its own."""

    def __init__(self, var: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.var = var
        kept = {name: value for name, value in os.environ.items() if name not in CHOICES}
        self.environment = {**kept, "VAR_DIR": str(var), "PORT": str(self.port)}

    def start(self) -> subprocess.Popen[str]:
        """Start from another folder than the project's."""
        return subprocess.Popen([ROOT / "run"], cwd="/", env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def health(self) -> int:
        """Return the status that `/halsa/` answers with."""
        with urllib.request.urlopen(f"{self.base}/halsa/", timeout=5) as response:
            return int(response.status)


def read_greeting(process: subprocess.Popen[str]) -> str:
    """Return what is printed until the site is ready; fail with all of it when that never comes."""
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if line.startswith("Stoppa med Ctrl-C."):
            return printed
    pytest.fail(printed)


def family(pid: int) -> set[int]:
    """Return a process and all that it has started, directly or not."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def left_after(pids: set[int], *, seconds: float) -> dict[int, str]:
    """Wait for all to end and return those that have not, with their commands."""
    end = time.monotonic() + seconds
    while True:
        left = {pid: command for pid in pids if (command := command_of(pid))}
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.05)


@pytest.fixture
def run() -> Iterator[Run]:
    """A run with an empty folder, removed afterwards."""
    var = Path(tempfile.mkdtemp(prefix="lagesbild-run-"))
    var.chmod(0o711)
    yield Run(var)
    shutil.rmtree(var, ignore_errors=True)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes from /proc")
def test_from_nothing_killed_again_and_stopped(run: Run) -> None:
    first = run.start()
    greeting = read_greeting(first)
    password = re.search(r"Lösenord för alla: (\S+)", greeting)
    assert password
    assert (run.var / "demo-password").read_text() == password[1]
    assert f"http://127.0.0.1:{run.port}/" in greeting
    assert run.health() == 200
    demo_facts.check(run.base)
    everybody = family(first.pid)
    assert len(everybody) > 10

    first.kill()
    first.communicate()
    assert left_after(everybody, seconds=20) == {}

    begun = time.monotonic()
    second = run.start()
    again = read_greeting(second)
    assert time.monotonic() - begun < 15  # three seconds on a machine that does nothing else
    assert "Läser in demodata" not in again
    demo_facts.check(run.base)  # what was published before the kill is still published
    assert password[0] in again

    refused = subprocess.run([ROOT / "run"], env=run.environment, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Lägesbild körs redan med mappen")
    assert run.health() == 200

    everybody = family(second.pid)
    second.send_signal(signal.SIGINT)
    said, _ = second.communicate(timeout=60)
    assert (second.returncode, said.splitlines()[-1]) == (0, "Allt är stoppat.")
    assert left_after(everybody, seconds=1) == {}


def test_a_taken_port_stops_before_anything_is_made(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", run.port))
        taken.listen()
        done = subprocess.run([ROOT / "run"], env=run.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"Porten {run.port} är upptagen. Välj en annan, till exempel: PORT={run.port + 1} ./run\n")
    assert not (run.var / "postgres").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_one_sentence(run: Run) -> None:
    run.var.chmod(0o500)
    done = subprocess.run([ROOT / "run"], env=run.environment, capture_output=True, text=True, check=False)
    run.var.chmod(0o700)
    assert done.returncode == 1
    assert done.stderr.startswith("Det går inte att skriva här för den här användaren")


def test_a_link_to_run_works_from_anywhere(run: Run) -> None:
    link = run.var / "start"
    link.symlink_to(ROOT / "run")
    done = subprocess.run([link], cwd="/", env={**run.environment, "PORT": "fel"}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "PORT ska vara ett tal mellan 1 och 65535, inte 'fel'.\n")
