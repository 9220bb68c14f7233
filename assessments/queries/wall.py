"""The wall: where every local picture of a round is, on one page, in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments.enums import ExtensionState, PictureState
from assessments.models import Extension, LocalPicture, Round
from assessments.workflow import BALL
from lagesbild import clock
from lagesbild.access.scope import Scope

ZERO = "zero"  # an approved picture that says "no area": people see it as a state of its own
STATES = (*PictureState.values, ZERO)


@dataclass(frozen=True, slots=True)
class Tile:
    """One local police area's picture as the wall shows it. `late` is days over the deadline, `days` how long the ball has lain."""

    pk: int
    unit_id: int
    name: str
    is_named: bool
    region: str
    region_slug: str
    state: str
    ball: str
    days: int
    due: date
    late: int
    asks: bool  # for more time, and nobody has answered

    @property
    def is_done(self) -> bool:
        return self.state in {PictureState.APPROVED, ZERO}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked to see. Empty means all; an unknown value shows nothing rather than the wrong thing."""

    state: str = ""
    ball: str = ""
    region: str = ""
    late: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filter":
        return cls(**{name: given.get(name, "")[:40] for name in cls.__slots__})

    def fits(self, tile: Tile) -> bool:
        wanted = ((self.state, tile.state), (self.ball, tile.ball), (self.region, tile.region_slug))
        return all(not want or want == have for want, have in wanted) and (not self.late or tile.late > 0)


def tiles_of(round_: Round, scope: Scope) -> list[Tile]:
    """Return the tiles that the person may see, by region and name. One query, however many they are."""
    rows = (
        LocalPicture.objects.visible_to(scope)
        .filter(round=round_)
        .annotate(asks=Exists(Extension.objects.filter(picture=OuterRef("pk"), state=ExtensionState.ASKED)))
        .select_related("roster")
        .order_by("roster__region_order", "roster__name")
    )
    today = clock.today()
    return [_tile(row, today) for row in rows]


def _tile(row: LocalPicture, today: date) -> Tile:
    done = row.state == PictureState.APPROVED
    return Tile(
        pk=row.pk,
        unit_id=row.unit_id,
        name=row.roster.name if row.roster.is_named else str(row.roster),
        is_named=row.roster.is_named,
        region=row.roster.region_name,
        region_slug=row.roster.region_slug,
        state=ZERO if done and row.is_zero_report else row.state,
        ball=BALL[PictureState(row.state)],
        days=max((today - timezone.localdate(row.state_since)).days, 0),
        due=row.due,
        late=0 if done else max((today - row.due).days, 0),
        asks=row.asks,  # type: ignore[attr-defined]
    )


def sums(tiles: Iterable[Tile]) -> dict[str, int]:
    """Return how many tiles are in each state, are late and are done."""
    tiles = list(tiles)
    counted = {state: sum(tile.state == state for tile in tiles) for state in STATES}
    return counted | {"late": sum(tile.late > 0 for tile in tiles), "done": sum(tile.is_done for tile in tiles)}


def by_region(tiles: Iterable[Tile]) -> list[tuple[str, str, list[Tile]]]:
    """Return slug, name and tiles of each region, in the order of the tiles."""
    return [(slug, name, list(rows)) for (slug, name), rows in groupby(tiles, lambda tile: (tile.region_slug, tile.region))]
