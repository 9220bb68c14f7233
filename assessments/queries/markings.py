"""Markings as pages show them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from assessments.models import Marking, OpenTwin, Question
from lagesbild import clock
from lagesbild.secrecy.models import SecrecyGround


def markings_of(questions: Iterable[Question]) -> dict[int, Marking]:
    """Return the markings by question, with what their heads show. Two queries, however many questions."""
    rows = list(Marking.objects.filter(question__in=[row.pk for row in questions]).select_related("ground", "marked_by"))
    latest = {row.key: row.version for row in SecrecyGround.objects.order_by("key", "version").only("key", "version")}
    for row in rows:
        row.is_corrected = latest.get(row.ground.key, 0) > row.ground.version  # type: ignore[attr-defined]
    return {row.question_id: row for row in rows}


def due_markings() -> QuerySet[Marking]:
    """Return the markings whose day of review has come."""
    return Marking.objects.filter(lifted_at=None, review_by__lte=clock.today())


def stale_twins(area_ids: Iterable[int]) -> list[OpenTwin]:
    """Return the open formulations of these areas whose source has changed since."""
    rows = OpenTwin.objects.filter(area__in=list(area_ids)).select_related("question", "area")
    return [row for row in rows if row.is_stale]
