"""Starting, following and ending a job. Times are real times, also in a replay: a job runs now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone

from lagesbild.accounts.models import User
from lagesbild.jobs.models import Job, JobState

LOST_AFTER = timedelta(seconds=45)
MAX_ATTEMPTS = 3
KNOWN_TASKS = frozenset({"reports.build"})
_at_failure: dict[str, Callable[[Job], None]] = {}


class JobFailed(Exception):
    """The work cannot be done; `str(error)` is a sentence for people."""


def at_failure(task: str, note: Callable[[Job], None]) -> None:
    """Let the app that owns the task note that a job of it failed, in the same transaction. Called once, when the app is ready."""
    _at_failure[task] = note


def enqueue(task: str, *, subject_id: int, total: int, by: User) -> Job:
    """Make a job row and send the task by name after the transaction has been committed.

    Raises `ValueError` for an unknown name, so that a wrong name fails in the act and not in the worker.
    """
    if task not in KNOWN_TASKS:
        raise ValueError(f"there is no task called {task}")
    job = Job.objects.create(task=task, subject_id=subject_id, total=total, created_by=by, created_at=timezone.now())
    transaction.on_commit(lambda: send(job))
    return job


def send(job: Job) -> None:
    """Hand the job to the broker. Only the job's id travels."""
    current_app.send_task(job.task, kwargs={"job_id": job.pk})


def start(job_id: int) -> Job | None:
    """Claim a job; `None` when it is already over or another worker has it and is alive."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        alive = job.state == JobState.RUNNING and job.heartbeat_at and job.heartbeat_at > now - LOST_AFTER
        if job.is_over or alive:
            return None
        job.state, job.started_at, job.heartbeat_at, job.done = JobState.RUNNING, job.started_at or now, now, 0
        job.attempts += 1
        job.save(update_fields=["state", "started_at", "heartbeat_at", "done", "attempts"])
    return job


def progress(job: Job, done: int, total: int, message: str) -> None:
    """Tell how far the job is. Written outside the work's own transaction, so that people see it at once."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        done=min(done, total), total=total, message=message[:200], heartbeat_at=timezone.now()
    )


def finish(job: Job, state: JobState, message: str = "") -> None:
    """End a running job, once. A failure is noted by whom the job belongs to."""
    now = timezone.now()
    with transaction.atomic():
        running_now = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
        ended = running_now.update(state=state, message=message[:200], finished_at=now, heartbeat_at=now)
        if ended and state == JobState.FAILED and job.task in _at_failure:
            _at_failure[job.task](job)


@contextmanager
def running(job: Job) -> Iterator[None]:
    """Run a job's work: a `JobFailed` ends it with its sentence, anything else ends it with a general one and is raised on."""
    try:
        yield
    except JobFailed as error:
        finish(job, JobState.FAILED, str(error))
    except Exception:
        finish(
            job, JobState.FAILED, "Ett fel i systemet stoppade arbetet. Försök igen, och säg till systemadministratören om det händer igen."
        )
        raise
    else:
        finish(job, JobState.DONE)


def resume_lost() -> int:
    """Send every queued or silent job again (a worker was killed, the broker was away); answer how many. Too many tries end it."""
    silent = timezone.now() - LOST_AFTER
    lost = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=silent) | Job.objects.filter(
        state=JobState.QUEUED, created_at__lt=silent
    )
    sent = 0
    for job in lost:
        if job.attempts >= MAX_ATTEMPTS:
            finish(job, JobState.FAILED, "Arbetet avbröts tre gånger. Starta det igen.")
            continue
        send(job)
        sent += 1
    return sent
