"""What comes back by the clock."""

import logging

from celery import shared_task

from assessments.actions import personal_grants
from assessments.grant_faults import faults

log = logging.getLogger(__name__)


@shared_task(name="assessments.end_grants")
def end_grants() -> int:
    """Take away personal grants whose time is out. Beat calls it every minute; run twice it does nothing the second time."""
    return personal_grants.end_overdue()


@shared_task(name="assessments.check_grants")
def check_grants() -> int:
    """Say in the worker's log what does not agree with roles and personal grants, and answer how much. Beat calls it each night."""
    found = list(faults())
    for sentence in found:
        log.error("check_grants: %s", sentence)
    return len(found)
