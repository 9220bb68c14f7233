"""A polygon as lines of text and back: what a person can type, read aloud or paste, without a map."""

from collections.abc import Iterable
from typing import Final

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon

from areas.geo.shapes import to_sweref

HOLE: Final = ("hål", "hal", "hole")
LARGEST_DEGREE: Final = 180.0
MOST_LINES: Final = 20_500
Ring = list[tuple[float, float]]


class PointsError(ValueError):
    """Lines that are no polygon. `str(error)` is one sentence for people."""


def as_lines(polygons: MultiPolygon) -> str:
    """Return the corners of a polygon in SWEREF 99 TM, one a line: north and east in metres, to the millimetre.

    An empty line stands between parts. A hole begins with the line "hål". The first corner is not said again at the end.
    """
    blocks = []
    for part in polygons.geoms:
        blocks.append(_lines(part.exterior.coords))
        blocks += [f"hål\n{_lines(ring.coords)}" for ring in part.interiors]
    return "\n\n".join(blocks)


def from_lines(text: str) -> MultiPolygon:
    """Return the polygon of such lines, in SWEREF 99 TM. Corners may also be latitude and longitude in degrees, all of them.

    Raises `PointsError`, which names the line. The polygon itself may be unsound: that is for `areas.geo.checks`.
    """
    parts: list[tuple[Ring, list[Ring]]] = []
    for is_hole, ring in _rings(text):
        if is_hole and not parts:
            raise PointsError(_("Ett hål kan inte stå först. Skriv områdets hörn före hålets."))
        if is_hole:
            parts[-1][1].append(ring)
        else:
            parts.append((ring, []))
    if not parts:
        raise PointsError(_("Skriv minst tre hörn, ett på varje rad."))
    found = MultiPolygon([Polygon(ring, holes) for ring, holes in parts])
    return found if shapely.get_coordinates(found).max() > LARGEST_DEGREE else to_sweref(found)


def _lines(points: Iterable[tuple[float, ...]]) -> str:
    return "\n".join(f"{_metres(north)} {_metres(east)}" for east, north, *_height in list(points)[:-1])


def _metres(value: float) -> str:
    """Return a number of metres to the millimetre, without noughts at its end: corners that nobody touches must stay where they are."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _rings(text: str) -> Iterable[tuple[bool, Ring]]:
    """Yield each block of lines: whether it is a hole, and its corners, east first."""
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise PointsError(_("Gränsen har för många hörn. Förenkla den."))
    ring: Ring = []
    is_hole = False
    first = 1
    for number, line in enumerate([*lines, ""], start=1):
        words = line.strip().casefold()
        if words in HOLE:
            is_hole = True
        elif words:
            first = first if ring else number
            ring.append(_corner(words, number))
        elif ring:
            if len(ring) < 3:
                raise PointsError(_("Raderna från %(line)s har bara %(n)s hörn. En yta har minst tre.") % {"line": first, "n": len(ring)})
            yield is_hole, ring
            ring, is_hole = [], False


def _corner(words: str, number: int) -> tuple[float, float]:
    values = words.replace(",", ".").replace(";", " ").split()
    try:
        north, east = (float(value) for value in values)
    except ValueError:
        sentence = _("Rad %(line)s går inte att läsa: ”%(words)s”. Skriv nord och öst, till exempel 6588000 667000.")
        raise PointsError(sentence % {"line": number, "words": words[:40]}) from None
    if not (abs(north) < 1e8 and abs(east) < 1e8):  # also refuses what is no number
        raise PointsError(_("Rad %(line)s ligger utanför Sverige.") % {"line": number})
    return east, north
