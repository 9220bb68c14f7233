"""The areas of a round, as far as their decisions: open facts only. The proposals are read elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.enums import PictureState
from assessments.models import AreaAssessment, Decision, Round
from assessments.queries.categories import LastCategory, last_categories
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope

READERS = (Codename.DECIDE, Codename.REVIEW, Codename.LEAD, Codename.COMPILE, Codename.APPROVE_PICTURE)  # who reads the list of decisions
WAITING, DECIDED = "vantar", "beslutade"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area assessment and where its decision is."""

    area: AreaAssessment
    decision: Decision | None
    last: LastCategory | None

    @property
    def is_waiting(self) -> bool:
        return self.decision is None and self.area.left_out_at is None

    @property
    def is_ready(self) -> bool:
        """Whether it waits for a decision and nothing else: the local picture is approved."""
        return self.is_waiting and self.area.picture.state == PictureState.APPROVED


def area_rows(round_: Round, scope: Scope) -> list[AreaRow]:
    """Return every area assessment of the round that the person may see, by region, local police area and name. Three queries."""
    last = last_categories(round_.year)
    rows = (
        AreaAssessment.objects.visible_to(scope)
        .filter(picture__round=round_)
        .select_related("picture__roster", "decision", "municipality")
        .order_by("picture__roster__region_order", "picture__roster__name", "name")
    )
    return [AreaRow(row, getattr(row, "decision", None), last.get(row.area_id) if row.area_id else None) for row in rows]


def fitting(rows: list[AreaRow], asked: Mapping[str, str]) -> list[AreaRow]:
    """Return the rows of the region and the kind (waiting or decided) that were asked for; nothing asked is all."""
    region, kind = asked.get("region", ""), asked.get("visa", "")
    return [
        row
        for row in rows
        if (not region or row.area.picture.roster.region_slug == region) and (not kind or row.is_waiting == (kind == WAITING))
    ]


def regions_in(rows: list[AreaRow]) -> list[tuple[str, str]]:
    """Return slug and name of the regions that have rows, in their order."""
    return list(dict.fromkeys((row.area.picture.roster.region_slug, row.area.picture.roster.region_name) for row in rows))
