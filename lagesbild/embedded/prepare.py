"""What must be done once before the site serves: tables, static files, demo data. Skipped when nothing of it has changed."""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from lagesbild.embedded.options import ROOT
from lagesbild.embedded.processes import Child

PACKAGES = ("lagesbild", "areas", "assessments", "reports")
DECIDES = ("migrations/*.py", "management/commands/*.py")  # a change in one of these needs a new round


def fingerprint(*extra: str, root: Path = ROOT) -> str:
    """Return a digest of all that decides whether the preparation is up to date."""
    digest = hashlib.sha256("\0".join(extra).encode())
    for path in files(root):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files(root: Path) -> Iterable[Path]:
    """Return the files that decide, in a fixed order."""
    found = {root / "requirements.lock"}
    for package in PACKAGES:
        for pattern in DECIDES:
            found.update((root / package).rglob(pattern))
    found.update(path for path in (root / "static").rglob("*") if path.is_file())
    return sorted(found)


class Preparation:
    """Remembers in `var/prepared` what was done. Beside it stands the list of accounts to show."""

    def __init__(self, var: Path, *, password: str, totp_secret: str = "") -> None:
        self.var = var
        self.memory = var / "prepared"
        self.listing = var / "demo-accounts"
        self.mark = fingerprint(str(var), password, totp_secret)

    def is_done(self) -> bool:
        """Tell whether the last preparation was of just these files, and what it made is still there."""
        made = [self.memory, self.listing, self.var / "static" / "staticfiles.json"]
        return all(path.exists() for path in made) and self.memory.read_text() == self.mark

    def forget(self) -> None:
        """Make the next question be answered with no: the database is new."""
        self.memory.unlink(missing_ok=True)

    def remember(self) -> None:
        """Note that all is done. Written aside and renamed, so a full disk leaves no half note."""
        unfinished = self.memory.with_suffix(".new")
        unfinished.write_text(self.mark)
        unfinished.replace(self.memory)

    @property
    def accounts(self) -> str:
        """Return the accounts as they were printed by the last preparation."""
        return self.listing.read_text().rstrip()


def manage(name: str, *arguments: str, log: Path, environment: Mapping[str, str]) -> Child:
    """Return one of Django's commands, ready to be started."""
    return Child(f"Steget {arguments[0]}", [sys.executable, ROOT / "manage.py", *arguments], log / f"{name}.log", environment, folder=ROOT)
