"""`./test`: a PostgreSQL and a Valkey to throw away, and pytest against them.

`python -m lagesbild.embedded.testing fast` leaves the browser out; other arguments go to pytest;
`python -m lagesbild.embedded.testing -- command …` runs another command against the same servers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lagesbild.embedded.chromium import find_chromium
from lagesbild.embedded.errors import StartError, StopRequested, sentence
from lagesbild.embedded.options import ROOT, key_file, socket_folder
from lagesbild.embedded.postgres import SOFT, Postgres
from lagesbild.embedded.valkey import Valkey
from lagesbild.embedded.waiting import Watch


def main(arguments: Sequence[str]) -> int:
    """Run the tests and return pytest's exit code; 1 with one sentence when they could not be run."""
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-test-"))
    sockets = socket_folder()
    watch = Watch()
    try:
        command, environment = plan(arguments)
        environment |= start_servers(watch, folder, sockets)
        return follow(watch, subprocess.Popen(command, env=environment, cwd=ROOT))
    except StartError as error:
        shown = f"{error}"
    except OSError as error:
        shown = sentence(error)
    except StopRequested:
        shown = "Avbrutet."
    finally:
        watch.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(sockets, ignore_errors=True)
    print(shown, file=sys.stderr)
    return 1


def plan(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return the command and its environment. `fast` first: without the browser. `--` first: that command instead of pytest."""
    if arguments[:1] == ["--"]:
        return list(arguments[1:]), dict(os.environ)
    pytest = [sys.executable, "-m", "pytest"]
    if arguments[:1] == ["fast"]:
        return [*pytest, "-m", "not browser", *arguments[1:]], dict(os.environ)
    return [*pytest, *arguments], {**os.environ, "CHROMIUM": str(find_chromium())}


def start_servers(watch: Watch, folder: Path, sockets: Path) -> dict[str, str]:
    """Start both servers in throw-away folders and return the environment that reaches them."""
    folder.chmod(0o711)  # the servers' own folders are closed; PostgreSQL may run as another user
    postgres = Postgres(folder / "postgres", sockets=sockets, log=folder / "postgres.log", settings=SOFT)
    valkey = Valkey(folder / "valkey", sockets=sockets, log=folder / "valkey.log", durable=False)
    postgres.create()
    watch.start(postgres.child())
    watch.start(valkey.child())
    watch.until(lambda: postgres.answers() and valkey.answers(), what="Väntar på PostgreSQL och Valkey")
    postgres.set_up()
    return {
        "DATABASE_URL": postgres.url("owner"),
        "REDIS_URL": valkey.url,
        "VAR_DIR": str(folder / "var"),
        "SECRET_KEY": "only-for-tests",
        "KEY_FILE": str(key_file(folder / "keys")),
        "DEMO": "1",
    }


def follow(watch: Watch, process: subprocess.Popen[bytes]) -> int:
    """Wait for the command. Ctrl-C reaches it by itself, since it stays in our session; then it ends and says what it had seen."""
    asked = False
    while process.poll() is None:
        if watch.stopping and not asked:
            asked = True
            process.terminate()
        time.sleep(0.05)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
