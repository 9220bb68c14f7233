"""What areas were decided to be, round by round. An area does not know its category; this does."""

from dataclasses import dataclass

from django.db.models import QuerySet

from areas.models import Area
from assessments.enums import Category
from assessments.models import Decision, Round


@dataclass(frozen=True, slots=True)
class LastCategory:
    """The latest decision on an area before a round."""

    year: int
    category: Category


def decisions_of(round_: Round) -> QuerySet[Decision]:
    """Return a round's decisions with everything that a list of areas shows."""
    return Decision.objects.filter(round=round_).select_related("area", "area_version__unit", "area_version__municipality")


def round_before(year: int) -> Round | None:
    """Return the last round before `year` that has a list: a historic one, or one that is closed."""
    return Round.objects.filter(year__lt=year, decisions__isnull=False).order_by("-year").first()


def last_categories(year: int) -> dict[int, LastCategory]:
    """Return, by area id, what each area was decided to be in the round before `year`."""
    last = round_before(year)
    if last is None:
        return {}
    rows = Decision.objects.filter(round=last).values_list("area_id", "category")
    return {area_id: LastCategory(last.year, Category(category)) for area_id, category in rows}


def history_of(areas: list[Area], until: int) -> dict[int, list[Decision]]:
    """Return, by area id, the decisions up to and with the round of `until`, oldest first."""
    rows = (
        Decision.objects.filter(area__in=areas, round__year__lte=until)
        .select_related("round", "area_version__unit")
        .order_by("round__year")
    )
    found: dict[int, list[Decision]] = {}
    for row in rows:
        found.setdefault(row.area_id, []).append(row)
    return found
