"""What a worker started by `./run` does besides: its pool dies with it. Loaded with `--include`."""

import signal
from typing import Any

from celery.signals import worker_process_init

from lagesbild.embedded.processes import tie_to_parent


@worker_process_init.connect
def follow_the_worker(**_: Any) -> None:
    """Let a pool process end when the worker is killed. Its task is given out again: tasks are safe to run twice."""
    tie_to_parent(signal.SIGKILL)
