"""The system's Chromium for the browser tests. No browser is downloaded; where one may install packages, it is installed."""

import os
import shutil
import subprocess
from pathlib import Path

from lagesbild.embedded.errors import StartError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (Path("/usr/bin/chromium"), Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"))
INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]


def find_chromium() -> Path:
    """Return the browser: what `CHROMIUM` names, else a usual place, else a fresh one from the system's packages."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).exists():
            raise StartError(f"CHROMIUM pekar på {named}, som inte finns.")
        return Path(named)
    return installed() or install()


def installed() -> Path | None:
    """Return the browser that is there already, if any."""
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    return next((path for path in (*PLACES, *found) if path.exists()), None)


def install() -> Path:
    """Install the browser when we are root on a Debian; else say what is missing."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("  Installerar Chromium för webbläsartesterna", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], INSTALL):
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode == 0 and (path := installed()):
            return path
    raise StartError("Webbläsartesterna behöver Chromium, till exempel med: apt-get install chromium. Utan webbläsare: ./test fast")
