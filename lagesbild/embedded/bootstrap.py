"""Fill `.venv` with the locked packages. Runs before any package is there: standard library only, started as a script.

`.venv/.lock` is a copy of the lock that was installed, written last: without it the folder is unfinished and made anew. The lock for
tests holds all that the lock for running holds, so a folder made by `./test` serves `./run` too.
"""

import errno
import fcntl
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / ".lock"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
PROGRESS_EVERY = 3.0  # seconds between two lines
FULL = "Disken är full. Det behövs ungefär 1 GB för paketen."


class BootstrapError(Exception):
    """A start that cannot go on, said in one sentence."""


def main(purpose: str) -> int:
    """Make `.venv` ready for `purpose` (`run` or `test`). Return the exit code."""
    try:
        if not is_ready(purpose):
            with only_one():
                if not is_ready(purpose):
                    install(LOCKS[purpose])
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)
        return 130
    return 0


def sentence(error: OSError) -> str:
    """Say in one sentence what the machine refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Mappen {ROOT} går inte att skriva i för den här användaren."
    return f"Paketen kunde inte installeras: {error}"


def is_ready(purpose: str) -> bool:
    """Tell whether `.venv` holds at least the packages of `purpose`, exactly as locked."""
    if not STAMP.exists() or not (VENV / "bin" / "python").exists():
        return False
    accepted = [LOCKS["test"]] if purpose == "test" else [LOCKS["run"], LOCKS["test"]]
    return STAMP.read_bytes() in [lock.read_bytes() for lock in accepted if lock.exists()]


@contextmanager
def only_one() -> Iterator[None]:
    """Let one start at a time install; a second one waits for the first. The file lock goes away with the process."""
    with LOCKS["run"].open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install(lock: Path) -> None:
    """Make the folder when it is missing or unfinished, then install `lock` with every digest checked."""
    started = time.monotonic()
    if STAMP.exists() and (VENV / "bin" / "python").exists():
        STAMP.unlink()  # from here on the folder is unfinished
    else:
        say("Skapar en Python-miljö", started)
        make_venv()
    run_pip(lock, started)
    shutil.copyfile(lock, STAMP)
    say("Paketen är installerade", started)


def make_venv() -> None:
    """Make an empty environment. Some distributions ship Python without the parts that this needs."""
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    raise_known(output)
    if "ensurepip" in output or "No module named venv" in output:
        raise BootstrapError("Python saknar modulen venv. Installera den, till exempel med: apt-get install python3-venv")
    raise BootstrapError(f"Python-miljön kunde inte skapas: {last_line(output)}")


def run_pip(lock: Path, started: float) -> None:
    """Run pip and show how far it has come: it is the longest step of the first start."""
    total = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    command: list[str | Path] = [
        VENV / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar=off",
    ]
    command += ["--require-hashes", "--only-binary=:all:", "--no-deps", "-r", lock]
    pip = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert pip.stdout is not None
    lines, seen, shown, unpacking = [], 0, 0.0, False
    for line in pip.stdout:
        lines.append(line)
        seen += line.startswith(("Collecting ", "Processing "))
        if line.startswith("Installing collected"):
            unpacking = True
            say(f"Packar upp {seen} paket", started)
        elif not unpacking and time.monotonic() - shown > PROGRESS_EVERY:
            shown = time.monotonic()
            say(f"Hämtar paket, {seen} av högst {total}", started)
    if pip.wait() != 0:
        output = "".join(lines)
        raise_known(output)
        raise BootstrapError(f"Paketen kunde inte installeras: {last_line(output)}")


def raise_known(output: str) -> None:
    """Raise the sentence for a failure that says its cause in `output`."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        raise BootstrapError(FULL)
    if "Permission denied" in output or "Read-only file system" in output:
        raise BootstrapError(f"Mappen {ROOT} går inte att skriva i för den här användaren.")


def last_line(output: str) -> str:
    """Return the last line that says something; pip and venv put the cause there."""
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "ingen förklaring gavs.")


def say(text: str, started: float) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"  {text} ({time.monotonic() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
