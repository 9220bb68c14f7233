"""What the worker does for reports: load, and call the action."""

from celery import shared_task

from lagesbild import audit
from lagesbild.audit.events import Event
from lagesbild.jobs import running
from lagesbild.jobs.models import Job
from reports.actions import builds
from reports.models import Build


@shared_task(name="reports.build")
def build(*, job_id: int) -> None:
    """Carry out a build. Run twice it does nothing the second time."""
    job = running.start(job_id)
    if job is None:
        return
    with running.running(job):
        builds.carry_out(job)


def note_failure(job: Job) -> None:
    """Keep that a build ended without a bundle, in the transaction that ends its job. Why is in the job's own sentence for people."""
    build = Build.objects.get(pk=job.subject_id)
    audit.record(Event.BUILD_FAILED, obj=build, by=None, detail={"picture": build.picture_id, "version": build.version})
