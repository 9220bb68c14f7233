"""What has been published."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from assessments.enums import Category
from reports.models import NationalPicture, Publication
from reports.site.publish import Publication as Listed


def published() -> list[Listed]:
    """Return the latest publication of each year, newest year first, as the public index shows it. One query."""
    rows = Publication.objects.select_related("build__picture").order_by("-year", "-version").annotate(**_counts())
    latest: dict[int, Publication] = {}
    for row in rows:
        latest.setdefault(row.year, row)
    return [
        Listed(
            year=row.year,
            version=row.version,
            edition_date=row.build.edition_date,
            counts={Category(name): getattr(row, f"n_{name}") for name in row.build.picture.categories},
            note=_note(row.build.picture),
        )
        for row in latest.values()
    ]


def _counts() -> dict[str, Count]:
    entry = "build__picture__entries"
    return {f"n_{category.value}": Count(entry, filter=Q(**{f"{entry}__category": category})) for category in Category.listed()}


def _note(picture: NationalPicture) -> str:
    if picture.is_replay:
        return _("Återspelad: svaren är påhittade, kategorierna de publicerade")
    if picture.is_historic:
        return _("Återgiven ur polisens publicerade lista")
    return ""
