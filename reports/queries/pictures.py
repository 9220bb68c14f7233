"""What the pages show of a national picture: totals, lists of areas, and where it stands on its way to publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from areas.comparing import Sum
from assessments.enums import RoundState
from assessments.models import Round
from lagesbild.ui.swedish import swedish_key
from lagesbild.ui.worklist import Step
from reports.enums import NationalState
from reports.models import Build, NationalPicture, PictureEntry, Publication
from reports.open.data import OpenReport
from reports.open.totals import national_table


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of totals: a region or the country."""

    name: str
    counts: tuple[int, ...]  # as the picture's categories are ordered
    total: int
    sum: Sum | None  # how the total came from the one on the last list, real and technical apart


@dataclass(frozen=True, slots=True)
class Totals:
    categories: list[str]
    rows: list[Row]
    country: Row


def totals_of(report: OpenReport) -> Totals:
    """Count the areas by region and category, as the open report will. No query."""
    table = national_table(report)
    rows = [Row(row.region.name, row.counts, row.total, row.sum) for row in table.rows]
    return Totals([category.value for category in table.categories], rows, Row(_("Hela landet"), table.counts, table.total, table.sum))


def entries_of(picture: NationalPicture) -> list[PictureEntry]:
    """Return the areas in the order of the regions, then by name. One query."""
    order = {region["slug"]: place for place, region in enumerate(picture.regions)}
    return sorted(picture.entries.all(), key=lambda row: (order.get(row.region_slug, len(order)), swedish_key(row.name)))


def steps_of(round_: Round, picture: NationalPicture | None, build: Build | None, published: Publication | None) -> list[Step]:
    """Return how far a picture has come, from the closed round to the publication."""
    approved = picture is not None and picture.state == NationalState.APPROVED
    reached = [
        (_("Omgången stängd"), round_.state == RoundState.CLOSED),
        (_("Sammanställd"), picture is not None),
        (_("Godkänd"), approved),
        (_("Byggd"), build is not None and build.built_at is not None),
        (_("Kontrollerad"), build is not None and build.release_approved_at is not None),
        (_("Publicerad"), published is not None),
    ]
    now = next((place for place, (_label, done) in enumerate(reached) if not done), len(reached))
    return [Step(label, done=done, current=place == now) for place, (label, done) in enumerate(reached)]


def latest_by_round(rounds: Iterable[Round]) -> dict[int, NationalPicture]:
    """Return, by round id, the latest version of its picture. One query."""
    rows = NationalPicture.objects.filter(round__in=rounds).order_by("version")
    return {row.round_id: row for row in rows}


def what_stands_on(year: int, since: datetime) -> str:
    """Return which picture was compiled on the lineage of `year` after `since`, to complete "Du kan inte …: "; empty when none was."""
    picture = NationalPicture.objects.filter(year__gte=year, compiled_at__gte=since).order_by("year", "version").first()
    return _("den nationella lägesbilden %(year)s är sammanställd med det") % {"year": picture.year} if picture else ""
