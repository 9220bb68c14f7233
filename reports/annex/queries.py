"""The annex of a picture as its readers see it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from assessments.enums import Met
from assessments.queries.readers import Reader, holders
from lagesbild.access.codenames import Codename
from lagesbild.ui.swedish import swedish_key
from reports.annex.models import AnnexCopy, AnnexEntry, CopyState
from reports.enums import NationalState
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


def copies_of(picture: NationalPicture) -> QuerySet[AnnexCopy]:
    """Return the distribution list of the annex: every exemplar, in order, without what is in it."""
    return AnnexCopy.objects.filter(picture=picture).select_related("taken_by", "ended_by").defer("sealed")


def readers_of_annex() -> list[Reader]:
    """Return everybody who can read the annexes, and why. The same for every annex."""
    return holders([Codename.VIEW_ANNEX], lambda holds: _("Hela bilagan"))


def copies_out(picture: NationalPicture) -> QuerySet[AnnexCopy]:
    """Return the exemplars that somebody has, or that are lost: they read without asking the system."""
    return copies_of(picture).filter(state__in=[CopyState.OUT, CopyState.LOST])


def is_superseded(picture: NationalPicture) -> bool:
    """Answer whether a later version of the same year is approved: exemplars of this one are to be returned or destroyed."""
    return _later(picture.year, picture.version).exists()


def to_hand_back(user_id: int) -> QuerySet[AnnexCopy]:
    """Return the exemplars that an account took out, of pictures that a later version has taken the place of. One query."""
    out = AnnexCopy.objects.filter(taken_by=user_id, state=CopyState.OUT).select_related("picture").defer("sealed")
    return out.filter(Exists(_later(OuterRef("picture__year"), OuterRef("picture__version"))))


def _later(year: Any, version: Any) -> QuerySet[NationalPicture]:
    return NationalPicture.objects.filter(year=year, version__gt=version, state=NationalState.APPROVED)


def met_word(value: str) -> str:
    """Return "uppfyllt", "inte uppfyllt" or "vet ej" as it is read in the middle of a line."""
    return str(Met(value).label).lower() if value in Met.values else value
