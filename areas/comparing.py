"""What has changed between two lists of areas: really, or only in how the places are drawn and named. Pure functions on ids.

The earlier list is carried over to the later year along the lineage: a split area becomes its parts, merged ones become one, all others
stay what they are. What this alone makes of the number of areas is the technical change. What then differs from the later list is the real
one: areas that are new, and areas that are no longer there. So the sum always holds, by construction:

    later = earlier − gone + new + technical
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from areas.enums import LineageKind, Status
from lagesbild.ui.swedish import MINUS

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Link(Generic[Key]):
    """`before` became `after` in the list of `year`. A new area has nothing before it, a dissolved one nothing after it."""

    kind: str
    before: Key | None
    after: Key | None
    year: int


@dataclass(frozen=True, slots=True)
class Group(Generic[Key]):
    """Areas of the earlier list that hang together with what they became: one split, one merger, one new name, one moved border."""

    kind: LineageKind
    before: tuple[Key, ...]
    after: tuple[Key, ...]

    @property
    def balance(self) -> int:
        """By how much the number of areas grows or shrinks, although the places are the same."""
        return len(self.after) - len(self.before)


@dataclass(frozen=True, slots=True)
class Place(Generic[Key]):
    """One area of either list, with the one thing that has become of it.

    `technical` and `real` are what it adds to the number of areas: +1, 0 or −1 each. Together they are whether it stands on the later list
    minus whether it stood on the earlier one.
    """

    key: Key
    status: Status
    before: tuple[Key, ...]  # what it was on the earlier list: itself, or what it came from
    after: tuple[Key, ...]  # what it is in the later year: itself, or what it became
    technical: int
    real: int


@dataclass(frozen=True, slots=True)
class Sum:
    """How many areas there were, how many left and came, what was only redrawn, and how many there are. It always adds up.

    `moved` is what one region got from other regions, less what they got from it: the same areas, counted elsewhere. In the sum of the
    whole country it is always 0.
    """

    before: int
    gone: int
    new: int
    technical: int
    after: int
    moved: int = 0

    @property
    def real(self) -> int:
        return self.new - self.gone

    @property
    def technical_size(self) -> int:
        return abs(self.technical)

    @property
    def moved_size(self) -> int:
        return abs(self.moved)

    @property
    def equation(self) -> str:
        """As people write it, with every term: "59 − 1 + 1 + 6 = 65". Areas that moved between regions are a term where there are any."""
        terms = [self.technical, self.moved] if self.moved else [self.technical]
        drawn = " ".join(f"{MINUS if term < 0 else '+'} {abs(term)}" for term in terms)
        return f"{self.before} {MINUS} {self.gone} + {self.new} {drawn} = {self.after}"


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Key]):
    """Two lists side by side."""

    before: frozenset[Key]
    after: frozenset[Key]
    projected: frozenset[Key]  # the earlier list as the later year draws it
    groups: tuple[Group[Key], ...]
    places: tuple[Place[Key], ...]

    @property
    def new(self) -> frozenset[Key]:
        return self.after - self.projected

    @property
    def gone(self) -> frozenset[Key]:
        return self.projected - self.after

    @property
    def technical(self) -> int:
        return len(self.projected) - len(self.before)

    @property
    def real(self) -> int:
        return len(self.new) - len(self.gone)

    @property
    def sum(self) -> Sum:
        return Sum(len(self.before), len(self.gone), len(self.new), self.technical, len(self.after))


def compare(before: Mapping[Key, str], after: Mapping[Key, str], links: Iterable[Link[Key]], *, since: int, until: int) -> Comparison[Key]:
    """Compare two lists (id → the name it has there), of the years `since` and `until`, along the lineage between them."""
    steps = _steps(links, since, until)
    onward = {key: _successors(key, steps) for key in sorted(before)}
    backward: dict[Key, list[Key]] = defaultdict(list)
    for old, successors in onward.items():
        for new in successors:
            backward[new].append(old)
    groups = [Group(_kind(olds, news, before, after, steps), olds, news) for olds, news in _components(onward)]
    alone = [group for group in groups if len(group.before) == len(group.after) == 1]
    left, arrived = ({getattr(group, side)[0]: Status(group.kind) for group in alone} for side in ("before", "after"))
    ended = {link.before for step in steps for link in step if link.after is None}
    arrived |= dict.fromkeys(backward.keys() & ended - after.keys(), Status.DISSOLVED)
    places = []
    for key in sorted(before.keys() | backward.keys() | after.keys()):
        told = (arrived if key in backward else left).get(key)
        became, origins = onward.get(key) or frozenset(), tuple(backward.get(key, ()))
        places.append(_place(key, became, origins, told, was_listed=key in before, is_listed=key in after))
    changed = tuple(group for group in groups if group not in alone or (group.kind != LineageKind.UNCHANGED and group.after[0] in after))
    return Comparison(frozenset(before), frozenset(after), frozenset(backward), changed, tuple(places))


def carried(keys: Iterable[Key], links: Iterable[Link[Key]], *, since: int, until: int) -> frozenset[Key]:
    """Return what areas of the year `since` are in the year `until`: a split one is its parts, merged ones are one."""
    steps = _steps(links, since, until)
    return frozenset(found for key in keys for found in _successors(key, steps))


def _steps(links: Iterable[Link[Key]], since: int, until: int) -> list[list[Link[Key]]]:
    """Return the lineage after `since` up to and with `until`, year by year."""
    years: dict[int, list[Link[Key]]] = defaultdict(list)
    for link in links:
        if since < link.year <= until and link.before is not None:
            years[link.year].append(link)
    return [years[year] for year in sorted(years)]


def _successors(key: Key, steps: list[list[Link[Key]]]) -> frozenset[Key]:
    """Follow one area through the years. A year that says nothing of it leaves it what it is; so does its end, which is real."""
    now = {key}
    for step in steps:
        became: dict[Key, set[Key]] = defaultdict(set)
        for link in step:
            if link.before is not None and link.after is not None:
                became[link.before].add(link.after)
        now = {found for one in now for found in became.get(one, {one})}
    return frozenset(now)


def _components(onward: Mapping[Key, frozenset[Key]]) -> list[tuple[tuple[Key, ...], tuple[Key, ...]]]:
    """Return the areas that hang together: those that share a successor, with all their successors."""
    found: list[tuple[set[Key], set[Key]]] = []
    for key, successors in onward.items():
        olds, news = {key}, set(successors)
        for other in [component for component in found if component[1] & news]:
            found.remove(other)
            olds |= other[0]
            news |= other[1]
        found.append((olds, news))
    return [(tuple(sorted(olds)), tuple(sorted(news))) for olds, news in found]


def _kind(
    olds: tuple[Key, ...],
    news: tuple[Key, ...],
    before: Mapping[Key, str],
    after: Mapping[Key, str],
    steps: list[list[Link[Key]]],
) -> LineageKind:
    """Name what has happened. The names on the two lists decide whether it has another name; several years can have changed it and back."""
    if len(olds) > 1 or len(news) > 1:
        return LineageKind.MERGED if len(news) < len(olds) else LineageKind.SPLIT
    [old], [new] = olds, news
    if LineageKind.TRIMMED in _kinds_on_the_way(old, steps):
        return LineageKind.TRIMMED
    return LineageKind.UNCHANGED if old == new and before[old] == after.get(new, before[old]) else LineageKind.RENAMED


def _kinds_on_the_way(key: Key, steps: list[list[Link[Key]]]) -> set[str]:
    now, kinds = {key}, set()
    for step in steps:
        taken = [link for link in step if link.before in now]
        kinds |= {link.kind for link in taken}
        now = {link.after for link in taken if link.after is not None} | (now - {link.before for link in taken})
    return kinds


def _place(
    key: Key, became: frozenset[Key], origins: tuple[Key, ...], told: Status | None, *, was_listed: bool, is_listed: bool
) -> Place[Key]:
    """Return one area with its one status. `became` and `origins` are what the lineage makes of it, and of what it makes it."""
    arrived = bool(origins)
    return Place(
        key,
        _status(became, origins, told, is_listed=is_listed),
        before=origins if arrived or is_listed else (key,),
        after=(key,) if arrived or is_listed else tuple(sorted(became)),
        technical=arrived - was_listed,
        real=is_listed - arrived,
    )


def _status(became: frozenset[Key], origins: tuple[Key, ...], told: Status | None, *, is_listed: bool) -> Status:
    """Return what the list says of an area first, then what became of it on the map."""
    if not origins and is_listed:
        return Status.NEW  # also when it was split and is judged under its old identity again
    if origins and not is_listed:
        return Status.DISSOLVED if told == Status.DISSOLVED else Status.GONE
    if told is not None:
        return told
    return Status.MERGED if (len(origins) > 1 if origins else len(became) == 1) else Status.SPLIT
