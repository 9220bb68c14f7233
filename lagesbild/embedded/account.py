"""As whom PostgreSQL runs. It refuses to run as root, so root shows it another user.

First choice for root is a user namespace: the server sees user 1000, files stay root's and closed folders stay closed.
Where namespaces are forbidden (some containers) the server runs as `nobody`, from a copy of its programs that `nobody` may read.
"""

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagesbild.embedded.errors import StartError

NOBODY = 65534
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


@dataclass(frozen=True)
class Account:
    """How to start a program that refuses root: words before the command, and the user to become (None: stay who we are)."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None

    @property
    def popen(self) -> dict[str, Any]:
        """Return the arguments for `subprocess`."""
        return {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give `folder` and all in it to whom the server runs as, when it is not so already."""
        owner = os.geteuid() if self.uid is None else self.uid
        if os.geteuid() != 0 or folder.stat().st_uid == owner:
            return
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner, owner, follow_symlinks=False)


def choose_account() -> Account:
    """Return how this machine lets us run PostgreSQL."""
    if os.geteuid() != 0:
        return Account()
    try:
        allowed = subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    return Account(prefix=NAMESPACE) if allowed else Account(uid=NOBODY)


def require_passage(folder: Path) -> None:
    """Refuse a place that `nobody` cannot walk to; opening somebody's folders is not ours to do."""
    for parent in folder.resolve().parents:
        if not parent.stat().st_mode & stat.S_IXOTH:
            raise StartError(
                f"PostgreSQL får inte köras som root, och mappen {parent} är stängd för andra. "
                "Starta som en vanlig användare eller välj en öppen mapp med VAR_DIR."
            )


def readable_copy(programs: Path, *, into: Path) -> Path:
    """Copy PostgreSQL's folder and its libraries, side by side as they stand, to where `nobody` may read. Return the new folder."""
    libraries = programs.parent.parent / (programs.parent.name + ".libs")
    target = into / programs.parent.name / programs.name
    if not (into / "complete").exists():
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(programs, target, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, into / libraries.name, symlinks=True)
        (into / "complete").touch()
    into.chmod(0o755)
    return target
