"""A small map of how a boundary moved: what it was, what it is, what was taken in and what was left."""

from dataclasses import dataclass

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.geo.checks import gained_and_lost
from areas.geo.drawing import frame, path

WIDTH, HEIGHT = 220.0, 150.0


@dataclass(frozen=True, slots=True)
class Moved:
    """Paths of the small map, and what it shows in words. `before` is empty for a boundary that is the first."""

    width: float
    height: float
    title: str
    before: str
    after: str
    gained: str
    lost: str


def moved(before: BaseGeometry | None, after: BaseGeometry, name: str, *, width: float = WIDTH, height: float = HEIGHT) -> Moved:
    """Draw how the boundary of `name` moved from `before` to `after`."""
    sheet = frame([shape for shape in (before, after) if shape is not None], width=width, height=height)
    if before is None:
        return Moved(
            width, height, _("%(name)s: gränsen, %(km2)s km²") % {"name": name, "km2": km2(after.area)}, "", path(after, sheet), "", ""
        )
    gained, lost = gained_and_lost(before, after)
    words = _("%(name)s: %(gained)s km² till, %(lost)s km² bort")
    return Moved(
        width,
        height,
        words % {"name": name, "gained": km2(gained), "lost": km2(lost)},
        path(before, sheet),
        path(after, sheet),
        path(shapely.difference(after, before), sheet),
        path(shapely.difference(before, after), sheet),
    )


def km2(square_metres: float) -> str:
    """Return a surface in km² with three decimals and a comma."""
    return f"{square_metres / 1e6:.3f}".replace(".", ",")
