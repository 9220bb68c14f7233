"""What has been published."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from assessments.enums import Category
from reports.models import Publication


@dataclass(frozen=True, slots=True)
class Published:
    """The current publication of a year, as the public index shows it."""

    year: int
    version: int
    edition_date: date
    published_at: datetime
    is_historic: bool
    is_replay: bool
    totals: dict[Category, int]

    @property
    def total(self) -> int:
        return sum(self.totals.values())


def published() -> list[Published]:
    """Return the latest publication of each year, newest year first, with its numbers. One query."""
    counts = {
        category.value: Count("build__picture__entries", filter=Q(build__picture__entries__category=category)) for category in Category.listed()
    }
    rows = Publication.objects.select_related("build__picture").annotate(**{f"n_{name}": count for name, count in counts.items()})
    latest: dict[int, Publication] = {}
    for row in rows.order_by("-year", "-version"):
        latest.setdefault(row.year, row)
    return [
        Published(
            year=row.year,
            version=row.version,
            edition_date=row.build.edition_date,
            published_at=row.published_at,
            is_historic=row.build.picture.is_historic,
            is_replay=row.build.picture.is_replay,
            totals={category: getattr(row, f"n_{category.value}") for category in Category.listed()},
        )
        for row in latest.values()
    ]
