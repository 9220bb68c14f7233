"""A Celery worker of its own process, on the test's database and folders, as the role that the site runs as."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection


def start_worker(folder: Path) -> subprocess.Popen[bytes]:
    """Start a worker whose builds lie in `folder`. The caller ends it."""
    values = connection.settings_dict
    host = values["HOST"] or "127.0.0.1"
    query = f"?host={host}" if host.startswith("/") else ""
    place = "" if query else f"{host}:{values['PORT']}"
    url = f"postgresql://app@{place}/{values['NAME']}{query}"
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)}
    command = [sys.executable, "-m", "celery", "-A", "lagesbild", "worker", "--pool=solo", "-l", "WARNING"]
    with (folder / "worker.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)
