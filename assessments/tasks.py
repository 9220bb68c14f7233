"""What comes back by the clock."""

from celery import shared_task

from assessments.actions import personal_grants


@shared_task(name="assessments.end_grants")
def end_grants() -> int:
    """Take away personal grants whose time is out. Beat calls it every minute; run twice it does nothing the second time."""
    return personal_grants.end_overdue()
