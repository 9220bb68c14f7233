"""A worker that is killed in the middle of a build, for real: the job is sent again, and another worker finishes it."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from lagesbild import clock
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs import running
from lagesbild.jobs.models import Job, JobState
from reports.models import Build
from reports.site.bundle import verify_bundle
from tests.factories import reports
from tests.workers import start_worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Callable[[], Popen[bytes]]]:
    """Start a worker whenever it is called. All that still run are ended after the test."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    started: list[Popen[bytes]] = []

    def start() -> Popen[bytes]:
        started.append(start_worker(tmp_path))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait(20)


def wait_for(question: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)


def test_another_worker_finishes_what_a_killed_one_began(worker: Callable[[], Popen[bytes]], settings: Any) -> None:
    build = reports.ordered()
    target = settings.BUILD_DIR / build.folder
    half = target.with_name(f".{target.name}.half")
    first = worker()
    wait_for(half.exists)
    first.kill()
    assert first.wait(20) == -9
    job = Job.objects.get(pk=build.job_id)
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)
    assert half.exists() and not target.exists(), "the worker was killed too late: nothing is tried"
    assert Build.objects.get().built_at is None

    assert running.resume_lost() == 0  # it was alive a moment ago
    Job.objects.filter(pk=job.pk).update(heartbeat_at=clock.now() - running.LOST_AFTER - timedelta(seconds=1))
    assert running.resume_lost() == 1
    worker()
    wait_for(lambda: Job.objects.get(pk=job.pk).is_over)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (JobState.DONE, 2, job.total)
    assert verify_bundle(target) == []
    assert [path.name for path in settings.BUILD_DIR.iterdir()] == [target.name]
    noted = Build.objects.get()
    assert noted.built_at is not None
    assert noted.file_count == len([path for path in target.rglob("*") if path.is_file()]) - 1  # the manifest has no line of its own
    assert set(noted.checks.values_list("outcome", flat=True)) == {"ok"}
    assert noted.checks.count() == 11
    assert AuditEvent.objects.filter(event="build.finished").count() == 1
    assert not AuditEvent.objects.filter(event="build.failed").exists()
    assert running.resume_lost() == 0
