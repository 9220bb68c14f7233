"""What comes back by the clock."""

from celery import shared_task
from django.conf import settings

from lagesbild.audit import chain


@shared_task(name="audit.anchor")
def anchor() -> None:
    """Write the head of the log to the file outside the database."""
    chain.anchor(settings.AUDIT_ANCHOR_FILE)
