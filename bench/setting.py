"""What every benchmark stands on: a migrated database with places and accounts, and a clock for figures."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django


def prepare() -> None:
    """Set Django up and make the tables, the places and the accounts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
    os.environ["LOG_LEVEL"] = "WARNING"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  (needs the set-up above)

    from areas.importers import load_places  # noqa: PLC0415
    from reports.demo import accounts  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    load_places()
    accounts.make_accounts("bara-for-matningen")


def load_lists(*years: int) -> None:
    from assessments.importers import import_list  # noqa: PLC0415
    from reports.demo import accounts, replay  # noqa: PLC0415

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
    verdict = "holds" if middle <= limit else "DOES NOT HOLD"
    print(
        f"{name}: min {min(seconds):.2f} s, median {middle:.2f} s, max {max(seconds):.2f} s of {len(seconds)}; limit {limit:g} s: {verdict}"
    )
