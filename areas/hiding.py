"""Which counts are not told: the small ones, and those that they could be worked out from. The same on every page, whoever reads it.

Each area is a part of a unit and of a municipality, and the numbers of both may be known. So the whole register is one net of sums: a
number flows from the unit through the area to the municipality, and everything outside carries it back (`lagesbild/small_numbers.py`, the
rule). What a whole holds beside its areas is a part like the others. A whole that is not known, or is less than its parts (a fault in the
source), tells nothing and belongs to the outside. Pure functions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from areas.enums import IndicatorKind, SeriesMethod
from areas.models import AreaVersion, Statistic
from lagesbild.small_numbers import Arc, is_small, protect

Key = tuple[int, int]  # an indicator and a year
Place = tuple[str, int]  # "area", "unit" or "municipality", and an id
Parts = Mapping[Place, tuple[Place, Place]]  # area → the unit and the municipality that it is a part of
OUTSIDE = 0


def hidden_numbers(rows: Iterable[Statistic], versions: Sequence[AreaVersion], today: date) -> frozenset[tuple[Place, Key]]:
    """Return the counts that are not told, out of those that were counted of areas, units and municipalities.

    `versions` are all that there are of the areas. Parts are taken as they lie today and as they lay at the end of the number's year.
    """
    values: dict[Key, dict[Place, int]] = defaultdict(dict)
    for row in rows:
        if row.series.method == SeriesMethod.REGISTER and row.series.indicator.kind == IndicatorKind.COUNT:
            values[row.series.indicator_id, row.year][place_of(row)] = round(row.value)
    days = {year: min(date(year, 12, 31), today) for _indicator, year in values}
    parts = {day: parts_on(versions, day) for day in {today, *days.values()}}
    return frozenset(
        (place, key) for key, numbers in values.items() for place in hidden_among(numbers, [parts[today], parts[days[key[1]]]])
    )


def place_of(row: Statistic) -> Place:
    """Return the place that a number is of."""
    series = row.series
    if series.area_id is not None:
        return "area", series.area_id
    return ("unit", series.unit_id) if series.unit_id is not None else ("municipality", series.municipality_id or 0)


def parts_on(versions: Iterable[AreaVersion], day: date) -> Parts:
    """Return what each area is a part of on a day. What was split into others is no part beside them."""
    return {("area", row.area_id): (("unit", row.unit_id), ("municipality", row.municipality_id)) for row in versions if row.holds_on(day)}


def hidden_among(values: Mapping[Place, int], ways: Iterable[Parts]) -> frozenset[Place]:
    """Return the places whose numbers are not told, so that they cannot be worked out in any of the ways that areas are parts of wholes."""
    nets: list[list[Arc[Place]]] = []
    for parts in ways:
        net = _net(values, parts)
        if net not in nets:  # most areas lie as they lay
            nets.append(net)
    found, before = {place for place, number in values.items() if is_small(number)}, None
    if len(nets) == 1:
        return frozenset(found | (protect(nets[0], found) & values.keys()))
    while found != before:
        before = set(found)
        for net in nets:
            found |= protect(net, found) & values.keys()
    return frozenset(found)


def _net(values: Mapping[Place, int], parts: Parts) -> list[Arc[Place]]:
    """Return the numbers as flows between wholes. "rest-…" is what a whole holds beside its areas."""
    known = {area: wholes for area, wholes in sorted(parts.items()) if area in values}
    sums: dict[Place, int] = defaultdict(int)
    for area, wholes in known.items():
        for whole in wholes:
            sums[whole] += values[area]
    told = sorted(place for place, number in values.items() if place[0] != "area" and number >= sums[place])
    node = {place: number for number, place in enumerate(told, start=OUTSIDE + 1)}
    net = [Arc(area, node.get(unit, OUTSIDE), node.get(town, OUTSIDE), values[area]) for area, (unit, town) in known.items()]
    for whole in told:
        source, target = (OUTSIDE, node[whole]) if whole[0] == "unit" else (node[whole], OUTSIDE)
        rest = Arc((f"rest-{whole[0]}", whole[1]), target, source, values[whole] - sums[whole])
        net += [Arc(whole, source, target, values[whole]), rest]
    return net
