"""How the boundaries of areas moved between two lists, on small maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from areas.geo.checks import same_place
from areas.geo.difference import Moved, moved
from areas.geo.shapes import polygon
from areas.queries.boundaries import boundaries_on
from lagesbild.ui.swedish import swedish_key


@dataclass(frozen=True, slots=True)
class MovedBoundaries:
    """The areas whose boundary moved, each drawn; and how many kept theirs, or lack one on either day."""

    moved: tuple[tuple[str, Moved], ...]
    same: int
    unknown: int


def moved_boundaries(names: Mapping[int, str], since: date, until: date, redrawn: frozenset[int]) -> MovedBoundaries:
    """Compare the boundaries of the areas of both lists (id → name) on two days. Two queries.

    Where lineage says that an area was redrawn (`redrawn`) and the register has only one boundary for both days, one is not known.
    """
    before, after = boundaries_on(since, names), boundaries_on(until, names)
    known = [
        area_id
        for area_id in names
        if area_id in before and area_id in after and not (area_id in redrawn and before[area_id].pk == after[area_id].pk)
    ]
    drawn = [
        (names[area_id], moved(polygon(before[area_id].geometry), polygon(after[area_id].geometry), names[area_id]))
        for area_id in known
        if before[area_id].pk != after[area_id].pk and not same_place(polygon(before[area_id].geometry), polygon(after[area_id].geometry))
    ]
    return MovedBoundaries(
        moved=tuple(sorted(drawn, key=lambda row: swedish_key(row[0]))), same=len(known) - len(drawn), unknown=len(names) - len(known)
    )
