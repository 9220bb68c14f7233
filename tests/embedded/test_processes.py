"""Children end when we end, and old pid files stop nobody."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lagesbild.embedded import processes
from lagesbild.embedded.errors import StartError
from lagesbild.embedded.processes import Child, command_of, forget_old_server

PARENT = """
import sys, time
from pathlib import Path
from lagesbild.embedded.processes import Child
child = Child("Sleeper", ["sleep", "300"], Path(sys.argv[1])).start()
print(child.process.pid, flush=True)
time.sleep(300)
"""


def gone(pid: int, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while command_of(pid) is not None and time.monotonic() < end:
        time.sleep(0.02)
    return command_of(pid) is None


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells children of their parent's death")
def test_a_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, tmp_path / "log"], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert command_of(child) is not None
        parent.kill()
    assert gone(child)


def test_a_child_that_does_not_listen_is_killed_after_its_patience(tmp_path: Path) -> None:
    deaf = Child("Deaf", ["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"], tmp_path / "log", patience=0.3).start()
    assert deaf.process is not None
    time.sleep(0.2)
    deaf.stop()
    assert deaf.ended == -signal.SIGKILL
    assert gone(deaf.process.pid)


@pytest.mark.parametrize("content", ["999999999", "", "abc", "999999999\n/data\n5432"])
def test_the_pid_file_of_a_dead_server_is_removed(tmp_path: Path, content: str) -> None:
    pidfile = tmp_path / "postmaster.pid"
    pidfile.write_text(content)
    forget_old_server(pidfile, mark="postgres")
    assert not pidfile.exists()


def test_a_number_that_now_belongs_to_another_program_is_no_server(tmp_path: Path) -> None:
    pidfile = tmp_path / "postmaster.pid"
    pidfile.write_text(str(os.getpid()))
    forget_old_server(pidfile, mark="/this/is/no/part/of/our/command/line")
    assert not pidfile.exists()


def test_a_zombie_is_no_server(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as zombie:
        time.sleep(0.3)  # it has ended and nobody has collected it
        assert command_of(zombie.pid) is None
        pidfile = tmp_path / "postmaster.pid"
        pidfile.write_text(str(zombie.pid))
        forget_old_server(pidfile, mark="true")
        assert not pidfile.exists()


def test_a_server_that_lives_on_is_not_pushed_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "OLD_SERVER", 0.2)
    pidfile = tmp_path / "valkey.pid"
    with subprocess.Popen(["sleep", "30"]) as living:
        pidfile.write_text(str(living.pid))
        with pytest.raises(StartError, match=f"process {living.pid}"):
            forget_old_server(pidfile, mark="sleep")
        living.kill()
    assert pidfile.exists()


def test_a_long_log_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LOG_LIMIT", 3)
    log = tmp_path / "web.log"
    log.write_text("long")
    processes.set_aside(log)
    assert not log.exists()
    assert (tmp_path / "web.old.log").read_text() == "long"
