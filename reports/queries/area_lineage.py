"""One area through time: what it came from, what became of it, its names on the lists, its borders."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import shapely

from areas.geo.drawing import frame, path
from areas.geo.shapes import polygon
from areas.models import Area, AreaVersion, Boundary, Lineage
from assessments.enums import Category
from assessments.models import Decision, Round
from lagesbild.access.scope import Scope
from lagesbild.ui.swedish import swedish_key
from reports.queries.comparing import reads_everything, rounds_for

WIDTH, HEIGHT = 240.0, 180.0  # pixels of a small map
FOR_EVER = 9999


class Relative(NamedTuple):
    """An area that this one came from or became, the year it happened, and how many steps away it is."""

    slug: str
    name: str
    year: int
    kind: str
    label: str
    steps: int


class OnList(NamedTuple):
    """The area on one list: under which name, judged as what. `category` is empty when it was not on it."""

    year: int
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One border of the area as a drawing, all in the same place and scale; `before` is where it ran until then."""

    since: date
    until: date | None
    km2: float
    reason: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class AreaThroughTime:
    name: str
    slug: str
    before: list[Relative]
    after: list[Relative]
    changes: list[Relative]  # of the area itself: renamed, trimmed, found unchanged, dissolved
    lists: list[OnList]
    versions: list[AreaVersion]
    maps: list[SmallMap]


def area_through_time(slug: str, scope: Scope) -> AreaThroughTime | None:
    """Return the area as the person may see it, or nothing when it is not there for them.

    Who reads no more than what is published sees the areas of the published lists and what they came from, up to the last of them.
    """
    rounds = rounds_for(scope)
    until = FOR_EVER if reads_everything(scope) else max((row.year for row in rounds), default=0)
    lineage = list(Lineage.objects.filter(year__lte=until).select_related("before", "after"))
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        return None
    ancestors, descendants = _walk(area, lineage, back=True), _walk(area, lineage, back=False)
    kin = {area.pk, *(found.pk for found, _row, _steps in (*ancestors, *descendants))}
    decisions = Decision.objects.filter(round__in=rounds, area__in=kin).select_related("area_version").order_by("round__year")
    judged: dict[int, list[Decision]] = defaultdict(list)
    for row in decisions:
        judged[row.area_id].append(row)
    if not judged and until != FOR_EVER:
        return None
    versions = AreaVersion.objects.filter(area__in=kin, valid_from__year__lte=until).select_related("unit").order_by("valid_from")
    own = [row for row in versions if row.area_id == area.pk]
    names = {row.area_id: row.name for row in versions}
    return AreaThroughTime(
        name=names.get(area.pk, area.slug),
        slug=area.slug,
        before=_relatives(ancestors, names),
        after=_relatives(descendants, names),
        changes=_own_changes(area, lineage, names),
        lists=_lists(rounds, judged[area.pk]),
        versions=own,
        maps=_maps(list(Boundary.objects.filter(area=area, valid_from__year__lte=until).order_by("valid_from"))),
    )


Step = tuple[Area, Lineage, int]


def _walk(area: Area, lineage: list[Lineage], *, back: bool) -> list[Step]:
    """Return the areas that `area` came from (or became), nearest first. Each is met once, so a ring has an end."""
    found: list[Step] = []
    waiting, seen = [(area, 1)], {area.pk}
    while waiting:
        here, steps = waiting.pop(0)
        for row in lineage:
            near, far = (row.after, row.before) if back else (row.before, row.after)
            if near is not None and far is not None and near.pk == here.pk and far.pk not in seen:
                seen.add(far.pk)
                found.append((far, row, steps))
                waiting.append((far, steps + 1))
    return found


def _relatives(steps: list[Step], names: dict[int, str]) -> list[Relative]:
    rows = [_relative(area, row, number, names) for area, row, number in steps]
    return sorted(rows, key=lambda row: (row.steps, row.year, swedish_key(row.name)))


def _relative(area: Area, row: Lineage, steps: int, names: dict[int, str]) -> Relative:
    return Relative(area.slug, names.get(area.pk, area.slug), row.year, row.kind, str(row.get_kind_display()), steps)


def _own_changes(area: Area, lineage: list[Lineage], names: dict[int, str]) -> list[Relative]:
    own = [row for row in lineage if {row.before_id, row.after_id} - {None} == {area.pk}]
    return [_relative(area, row, 0, names) for row in own]


def _lists(rounds: list[Round], decisions: list[Decision]) -> list[OnList]:
    """Return every list the person may read, with the area's name and category on it."""
    by_year = {row.round_id: row for row in decisions}
    rows = [(round_.year, by_year.get(round_.pk)) for round_ in rounds]
    return [
        OnList(year, row.area_version.name, row.category) if row and row.category != Category.INTE else OnList(year, "", "")
        for year, row in rows
    ]


def _maps(boundaries: list[Boundary]) -> list[SmallMap]:
    """Draw each border with the one before it, on a sheet that holds all of them."""
    shapes = [polygon(row.geometry) for row in boundaries]
    if not shapes:
        return []
    sheet = frame([shapely.union_all(shapes)], width=WIDTH, height=HEIGHT)
    paths = [path(shape, sheet) for shape in shapes]
    return [
        SmallMap(row.valid_from, row.valid_to, float(row.area_m2) / 1e6, row.reason, now, before)
        for row, now, before in zip(boundaries, paths, ["", *paths[:-1]], strict=True)
    ]
