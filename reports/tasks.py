"""What the worker does for reports: load, and call the action."""

from celery import shared_task

from lagesbild.jobs import running
from reports.actions import builds


@shared_task(name="reports.build")
def build(*, job_id: int) -> None:
    """Carry out a build. Run twice it does nothing the second time."""
    job = running.start(job_id)
    if job is None:
        return
    with running.running(job):
        builds.carry_out(job)
