"""What every benchmark stands on: a migrated database with places and accounts, and a clock for figures."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command

from areas.importers import load_places
from assessments.importers import import_list
from reports.demo import accounts, replay


def prepare() -> None:
    """Make the tables, the places and the accounts."""
    call_command("migrate", verbosity=0)
    load_places()
    accounts.make_accounts("bara-for-matningen")


def load_lists(*years: int) -> None:
    for year in years:
        import_list(replay.LISTS / f"{year}.csv", by=accounts.account("data.admin"))


@contextmanager
def worker() -> Iterator[None]:
    """Run a real Celery worker of two processes beside the block."""
    process = subprocess.Popen([sys.executable, "-m", "celery", "-A", "lagesbild", "worker", "-c", "2", "-l", "ERROR"])
    try:
        time.sleep(3)  # its start is not what is measured
        yield
    finally:
        process.terminate()
        process.wait(30)


def timed(act: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def report(name: str, seconds: list[float], limit: float) -> None:
    """Print minimum, median and maximum beside the limit."""
    middle = statistics.median(seconds)
    figures = f"min {min(seconds):.2f} s, median {middle:.2f} s, max {max(seconds):.2f} s of {len(seconds)}"
    print(f"{name}: {figures}; limit {limit:g} s: {'holds' if middle <= limit else 'DOES NOT HOLD'}")
