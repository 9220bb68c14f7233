"""Settings of the web server. What a site may change comes from the environment (`docs/operations.md`)."""

import os
import signal
from typing import Any

from lagesbild.embedded.processes import tie_to_parent

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # the code is read once; connections are opened after the fork
timeout = 60
graceful_timeout = 8
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:
    """Let a worker end when its master is killed."""
    tie_to_parent(signal.SIGKILL)
