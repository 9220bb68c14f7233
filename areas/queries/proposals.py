"""How areas come from one another between two years: what is proposed, with its evidence, and what is decided already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from areas.enums import LineageKind
from areas.evidence import percent, reasons
from areas.geo.drawing import frame, path
from areas.geo.shapes import polygon
from areas.lineage_rules import GivenPair
from areas.models import Area, Boundary, Lineage, LineageRejection
from areas.proposing import Outline, Pair, Proposal, propose
from areas.queries.places import versions_on
from lagesbild.ui.swedish import swedish_key

WIDTH, HEIGHT = 240.0, 180.0  # pixels of a small map
PLACES = "before", "after"
Names = Mapping[str, Mapping[int, str]]  # side → area → what it is called there


@dataclass(frozen=True, slots=True)
class Drawn:
    """A group on a small map: what was there as a line, what is there as a surface."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A proposal as people read it."""

    kind: str
    label: str
    key: str  # tells the groups of one page apart
    before: tuple[tuple[int, str], ...]
    after: tuple[tuple[int, str], ...]
    reasons: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]  # name before, its share, name after, its share
    pairs: tuple[GivenPair, ...]
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, a fact from a source, or a no: the pairs that belong together. `pk` is one of its rows."""

    pk: int
    kind: str
    label: str
    year: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str
    source: str
    by: Any
    at: Any


class Between:
    """Two years side by side. Six queries, however many areas there are."""

    def __init__(self, since: int, until: int, days: Mapping[int, date]) -> None:
        self.since, self.until = since, until
        self.before, self.after = outlines_on(days[since]), outlines_on(days[until])
        self.rows = list(_with_areas(Lineage.objects.filter(year__gt=since, year__lte=until)).select_related("decided_by"))
        self.refused = list(_with_areas(LineageRejection.objects.filter(year=until)).select_related("rejected_by"))
        then, now = ({key: row.name for key, row in rows.items()} for rows in (self.before, self.after))
        slugs = {row.pk: row.slug for each in (*self.rows, *self.refused) for row in (each.before, each.after) if row}
        self.names: Names = {"before": slugs | now | then, "after": slugs | then | now}

    def proposals(self) -> list[Proposal]:
        """Return what nobody has settled yet, those that change the map first."""
        known_before = {row.before_id for row in self.rows if row.before_id}
        known_after = {row.after_id for row in self.rows if row.after_id}
        refused = {(row.kind, row.before_id, row.after_id) for row in self.refused}
        return [
            one
            for one in propose(self.before, self.after)
            if not (known_before & set(one.before) or known_after & set(one.after))
            and not {(one.kind, pair.before, pair.after) for pair in pairs_of(one)} <= refused
        ]

    def suggested(self) -> list[Suggested]:
        """Return the proposals that say that something has happened, in words."""
        found = [self._suggested(one) for one in self.proposals() if one.kind != LineageKind.UNCHANGED]
        order = [kind.value for kind in LineageKind]
        return sorted(found, key=lambda one: (order.index(one.kind), swedish_key((one.before or one.after)[0][1])))

    def unchanged(self) -> list[str]:
        """Return the names of the areas that seem to be what they were."""
        found = [self.names["after"][one.after[0]] for one in self.proposals() if one.kind == LineageKind.UNCHANGED]
        return sorted(found, key=swedish_key)

    def settled(self) -> list[Settled]:
        return _together(self.rows, self.names)

    def rejected(self) -> list[Settled]:
        return _together(self.refused, self.names)

    def pairs_of_areas(self, kind: str, before: Iterable[int], after: Iterable[int]) -> list[GivenPair]:
        """Return the pairs of a decision: those of the proposal for the same areas, else each area before with each after."""
        olds, news = sorted(set(before)), sorted(set(after))
        for one in propose(self.before, self.after):
            if list(one.before) == olds and list(one.after) == news and one.pairs:
                return pairs_of(one)
        if not olds or not news:
            return [GivenPair(old, None) for old in olds] + [GivenPair(None, new) for new in news]
        return [GivenPair(old, new) for old in olds for new in news]

    def _suggested(self, one: Proposal) -> Suggested:
        return Suggested(
            kind=one.kind.value,
            label=str(one.kind.label),
            key="-".join(map(str, (*one.before, "till", *one.after))),
            before=tuple((key, self.before[key].name) for key in one.before),
            after=tuple((key, self.after[key].name) for key in one.after),
            reasons=tuple(reasons(one, self.before, self.after)),
            rows=tuple(self._shares(pair) for pair in one.pairs if pair.share_before is not None),
            pairs=tuple(pairs_of(one)),
            drawn=self._drawn(one),
        )

    def _shares(self, pair: Pair) -> tuple[str, str, str, str]:
        return self.before[pair.before].name, percent(pair.share_before or 0), self.after[pair.after].name, percent(pair.share_after or 0)

    def _drawn(self, one: Proposal) -> Drawn | None:
        olds, news = _shapes(self.before, one.before), _shapes(self.after, one.after)
        if not olds and not news:
            return None
        sheet = frame([*olds, *news], width=WIDTH, height=HEIGHT)
        return Drawn(tuple(path(shape, sheet) for shape in olds), tuple(path(shape, sheet) for shape in news))


def pairs_of(one: Proposal) -> list[GivenPair]:
    """Return the pairs of a proposal as an act takes them."""
    if one.pairs:
        return [GivenPair(pair.before, pair.after, pair.share_before, pair.share_after) for pair in one.pairs]
    return [GivenPair(old, None) for old in one.before] + [GivenPair(None, new) for new in one.after]


def outlines_on(day: date) -> dict[int, Outline]:
    """Return every area of a day with its name and, where it is known, its boundary. Two queries."""
    shapes = {row.area_id: polygon(row.geometry) for row in Boundary.objects.as_of(day)}
    return {row.area_id: Outline(row.name, shapes.get(row.area_id)) for row in versions_on(day)}


def _shapes(outlines: Mapping[int, Outline], keys: Iterable[int]) -> list[BaseGeometry]:
    return [shape for shape in (outlines[key].shape for key in keys) if shape is not None]


def _with_areas(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related(*PLACES)


def _together(rows: Iterable[Any], names: Names) -> list[Settled]:
    """Put the pairs of one decision together; facts from a source by what they split, merge or rename."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows:
        at, by = (row.decided_at, row.decided_by) if isinstance(row, Lineage) else (row.rejected_at, row.rejected_by)
        side = row.reason if at else row.after_id if row.kind == LineageKind.MERGED else row.before_id
        groups[row.year, row.kind, at, by, side].append(row)
    found = [
        Settled(
            pk=members[0].pk,
            kind=kind,
            label=str(LineageKind(kind).label),
            year=year,
            before=_named(members, "before", names),
            after=_named(members, "after", names),
            reason=members[0].reason,
            source=getattr(members[0], "source", ""),
            by=by,
            at=at,
        )
        for (year, kind, at, by, _side), members in groups.items()
    ]
    return sorted(found, key=lambda row: (row.year, swedish_key((row.before or row.after)[0])))


def _named(rows: Iterable[Any], side: str, names: Names) -> tuple[str, ...]:
    areas: list[Area] = [area for area in (getattr(row, side) for row in rows) if area is not None]
    return tuple(sorted({names[side][area.pk] for area in areas}, key=swedish_key))
