"""Which round people mean when they name none."""

from datetime import date

from django.db.models import Case, IntegerField, Value, When

from assessments.enums import RoundState
from assessments.models import Round


def current_round() -> Round | None:
    """Return the open round, else the last one that was closed here; a round that is only a published list is never it."""
    open_first = Case(When(state=RoundState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Round.objects.filter(is_historic=False).exclude(state=RoundState.PLANNED).order_by(open_first, "-year").first()


def list_days() -> dict[int, date]:
    """Return every year that has a round, with the day as of which its organisation counts."""
    return dict(Round.objects.values_list("year", "reference_date"))
