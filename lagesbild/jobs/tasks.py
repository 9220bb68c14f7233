"""Tasks of the job table itself."""

from celery import shared_task

from lagesbild.jobs import running


@shared_task(name="jobs.resume_lost")
def resume_lost() -> int:
    """Send lost jobs again. Beat calls it every minute."""
    return running.resume_lost()
