"""The annex of a picture as its readers see it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, QuerySet

from assessments.enums import Met
from lagesbild.ui.swedish import swedish_key
from reports.annex.models import AnnexEntry
from reports.models import NationalPicture


@dataclass(frozen=True, slots=True)
class Region:
    """The areas of one region, in Swedish order."""

    name: str
    entries: list[AnnexEntry]


def pictures_with_annex() -> QuerySet[NationalPicture]:
    """Return every picture, the newest first, with the number of its annex entries as `size`. One query."""
    return NationalPicture.objects.annotate(size=Count("annex_entries")).order_by("-year", "-version")


def regions_of(picture: NationalPicture) -> list[Region]:
    """Return the annex by region, in the picture's own order of regions. One query."""
    order = {region["name"]: place for place, region in enumerate(picture.regions)}
    rows = sorted(
        AnnexEntry.objects.filter(picture=picture), key=lambda row: (order.get(row.region_name, len(order)), swedish_key(row.area_name))
    )
    return [Region(name, list(entries)) for name, entries in groupby(rows, lambda row: row.region_name)]


def met_word(value: str) -> str:
    """Return "uppfyllt", "inte uppfyllt" or "vet ej" as it is read in the middle of a line."""
    return str(Met(value).label).lower() if value in Met.values else value
