"""Proposes how areas come from one another, from how much of each lies in the other and from their names. A person decides.

What is proposed can always be decided (`areas.lineage_rules`): one area and its parts, or several and the one that they became. Areas that
were redrawn among themselves, several before and several after, are proposed as that many such decisions: each area with what it has most
in common with.

Pure functions: two sets of areas, each with its name and, where there is one, its boundary. The order they come in does not matter.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from areas.enums import LineageKind
from areas.importers.cells import normal

SAME = 0.9  # of either surface lies in the other: a border that was drawn anew from the same map differs less than a tenth
INSIDE = 0.9  # of an area lies in another: it is a part of it, however the borders of the two were drawn
MOSTLY = 0.5  # of either surface lies in the other: the same place with a border that was moved; less is a neighbour
ALIKE = 0.6  # of the words of two names are the same: one of them was cut, or spelt another way


@dataclass(frozen=True, slots=True)
class Outline:
    """An area at one of the two times."""

    name: str
    shape: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Why one area is taken to come from another. The shares are of its own surface each; none where a boundary is not known."""

    before: int
    after: int
    share_before: float | None
    share_after: float | None
    name_likeness: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Areas that hang together, what is taken to have happened, and by what evidence."""

    kind: LineageKind
    before: tuple[int, ...]
    after: tuple[int, ...]
    pairs: tuple[Pair, ...]


def propose(before: Mapping[int, Outline], after: Mapping[int, Outline]) -> tuple[Proposal, ...]:
    """Return what has become of each area: every one of both times stands in exactly one proposal."""
    pairs = _apart(_linked(before, after))
    found = [_proposal(olds, news, pairs, before, after) for olds, news in _components(pairs)]
    told = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    found += [Proposal(LineageKind.DISSOLVED, (key,), (), ()) for key in before.keys() - told[0]]
    found += [Proposal(LineageKind.NEW, (), (key,), ()) for key in after.keys() - told[1]]
    return tuple(sorted(found, key=lambda one: (one.before or one.after, one.after)))


def _linked(before: Mapping[int, Outline], after: Mapping[int, Outline]) -> list[Pair]:
    """Return the pairs that belong together: by surface where both have one, else by identity or name."""
    by_shape = _by_shape(before, after)
    found = {key: pair for key, pair in by_shape.items() if _belong(pair)}
    for key in before.keys() & after.keys():  # the register has already said that they are one place
        apart = 0.0 if before[key].shape is not None and after[key].shape is not None else None
        found.setdefault((key, key), by_shape.get((key, key)) or _pair(before, after, key, key, apart, apart))
    ended, begun = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    for old in ended:
        for new in begun:
            unknown = before[old].shape is None or after[new].shape is None
            if unknown and (_likeness(before[old].name, after[new].name) >= ALIKE or _shares_words(before[old].name, after[new].name)):
                found[old, new] = _pair(before, after, old, new, None, None)
    return [found[key] for key in sorted(found)]


def _apart(pairs: list[Pair]) -> list[Pair]:
    """Let go of the weakest ties between areas that both have others, until each has one area before or one after; none is left alone."""
    olds, news = Counter(pair.before for pair in pairs), Counter(pair.after for pair in pairs)
    kept = set(pairs)
    for pair in sorted(pairs, key=_strength):
        if olds[pair.before] > 1 and news[pair.after] > 1:
            olds[pair.before] -= 1
            news[pair.after] -= 1
            kept.remove(pair)
    return [pair for pair in pairs if pair in kept]


def _strength(pair: Pair) -> tuple[bool, float, float, float, int, int]:
    """Return how much two areas have in common: that they are one in the register, then the surfaces, then the names."""
    shares = sorted((pair.share_before or 0.0, pair.share_after or 0.0), reverse=True)
    return pair.before == pair.after, shares[0], shares[1], pair.name_likeness, -pair.before, -pair.after


def _by_shape(before: Mapping[int, Outline], after: Mapping[int, Outline]) -> dict[tuple[int, int], Pair]:
    """Return every pair whose surfaces overlap, with the shares."""
    olds = [(key, row.shape) for key, row in sorted(before.items()) if row.shape is not None and row.shape.area > 0]
    news = [(key, row.shape) for key, row in sorted(after.items()) if row.shape is not None and row.shape.area > 0]
    tree = shapely.STRtree([shape for _key, shape in news])
    found = {}
    for old, shape in olds:
        for place in sorted(tree.query(shape, predicate="intersects")):
            new, other = news[place]
            overlap = shapely.intersection(shape, other).area
            found[old, new] = _pair(before, after, old, new, _share(overlap, shape.area), _share(overlap, other.area))
    return found


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole)


def _belong(pair: Pair) -> bool:
    """Answer whether two surfaces are the same place, or one a part of the other. Neighbours that touch or overlap a little are not."""
    shares = (pair.share_before or 0.0, pair.share_after or 0.0)
    return max(shares) >= INSIDE or min(shares) >= MOSTLY


def _pair(
    before: Mapping[int, Outline], after: Mapping[int, Outline], old: int, new: int, share_before: float | None, share_after: float | None
) -> Pair:
    return Pair(old, new, share_before, share_after, _likeness(before[old].name, after[new].name))


def _components(pairs: list[Pair]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    found: list[tuple[set[int], set[int]]] = []
    for pair in pairs:
        olds, news = {pair.before}, {pair.after}
        for other in [one for one in found if one[0] & olds or one[1] & news]:
            found.remove(other)
            olds |= other[0]
            news |= other[1]
        found.append((olds, news))
    return [(tuple(sorted(olds)), tuple(sorted(news))) for olds, news in found]


def _proposal(
    olds: tuple[int, ...], news: tuple[int, ...], pairs: list[Pair], before: Mapping[int, Outline], after: Mapping[int, Outline]
) -> Proposal:
    mine = tuple(pair for pair in pairs if pair.before in olds)
    if len(olds) > 1 or len(news) > 1:
        return Proposal(LineageKind.MERGED if len(news) < len(olds) else LineageKind.SPLIT, olds, news, mine)
    [pair] = mine
    known = pair.share_before is not None and pair.share_after is not None
    if known and min(pair.share_before or 0, pair.share_after or 0) < SAME:
        return Proposal(LineageKind.TRIMMED, olds, news, mine)
    alike = normal(before[pair.before].name) == normal(after[pair.after].name)
    return Proposal(LineageKind.UNCHANGED if alike else LineageKind.RENAMED, olds, news, mine)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", normal(name)))


def _likeness(one: str, other: str) -> float:
    """Return how many of the words of two names they share, from 0 to 1."""
    words = _words(one), _words(other)
    return len(words[0] & words[1]) / len(words[0] | words[1]) if words[0] | words[1] else 0.0


def _shares_words(one: str, other: str) -> bool:
    """Answer whether one name is made of words of the other: "Rinkeby" of "Rinkeby/Tensta"."""
    words = _words(one), _words(other)
    return bool(words[0] and words[1]) and (words[0] <= words[1] or words[1] <= words[0])
