"""The grounds as they are now, and their first version out of the data file."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from lagesbild.secrecy.models import SecrecyGround

STANDARD = "underrattelse"  # the ground of what has no marking of its own: the whole method serves intelligence
DATA = Path(__file__).parent / "data" / "grounds.csv"


def present_grounds() -> QuerySet[SecrecyGround]:
    """Return the present version of each ground."""
    return SecrecyGround.objects.order_by("key", "-version").distinct("key")


def ground(key: str) -> SecrecyGround:
    """Return the present version of one ground."""
    return SecrecyGround.objects.filter(key=key).latest("version")


def review_day(of: SecrecyGround, start: date) -> date:
    """Return the day by which something marked on `start` is to be looked at again."""
    year = start.year + of.review_years
    return start.replace(year=year, day=28) if (start.month, start.day) == (2, 29) else start.replace(year=year)


def load(model: Any = SecrecyGround) -> None:
    """Write the grounds of the data file that are not there. What was corrected stays."""
    known = set(model.objects.values_list("key", flat=True))
    with DATA.open(encoding="utf-8", newline="") as file:
        model.objects.bulk_create([model(**row) for row in csv.DictReader(file) if row["key"] not in known])
