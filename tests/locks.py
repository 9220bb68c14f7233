"""The classified tables, and counting their rows past the application."""

from typing import Any

from django.db import connection

from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, Proposal, ProposalGround
from reports.annex.models import AnnexEntry
from reports.handout.models import MaskedCopy, Paragraph

NEED_TO_KNOW = (ClassifiedAnswer, Proposal, ProposalGround, PointText, DecisionGround, Dissent)
FOR_PURPOSES = (*NEED_TO_KNOW, AnnexEntry)  # what the system itself reads for a purpose
ALL_TABLES = (*FOR_PURPOSES, Paragraph, MaskedCopy)
NOTHING = dict.fromkeys((table.__name__ for table in ALL_TABLES), 0)


def rows(*tables: Any) -> dict[str, int]:
    """Count by raw SQL, so that nothing of the application stands between."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from {table._meta.db_table}")
            found[table.__name__] = cursor.fetchone()[0]
    return found
