"""Draws a list of areas: one drawing for the country or a region, and one for each crowded place on it.

An area is drawn as its boundary runs where that can be seen in the scale, else as a mark; marks that would cover each other are moved
apart. On the country's map the areas of one municipality stand in rows under one label. Numbers are those of the table.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry.base import BaseGeometry

from areas.geo.drawing import Frame, path
from lagesbild.ui.badges import mark as badge_of
from lagesbild.ui.swedish import join_swedish
from reports.open.drawing import Box, Drawing, Mark, Outline
from reports.open.labels import Sheet, spread
from reports.open.maps import MANY_NAMES, short_name

from .places import Listing, Place, Region, counted, ranges
from .sheets import CITIES, COUNTRY, SMALL_SIZE, SOUTH_WINDOW, City, Land, city, country, holds, region, room, southern, square

LEAST_IN_CITY = 3
LEAST_OUTLINE = 9.0  # pixels across: a boundary that is smaller is shown by a mark
SMALL, MEDIUM = 9.0, 13.0  # marks
ROW = 5  # marks beside each other


def country_maps(listing: Listing) -> list[Drawing]:
    """Return the map of the country and those of its crowded places."""
    counts = _counts(listing.places)
    title = _("Karta över Sverige med %(areas)s på listan %(year)s. Alla finns i tabellen.") % {
        "areas": _areas(len(listing.places)),
        "year": listing.year,
    }
    regions = join_swedish([f"{row.name} {len(listing.of(row))}" for row in listing.regions])
    told = " ".join(filter(None, [counts, _("Per polisregion: %(regions)s.") % {"regions": regions}, _not_placed(listing.places)]))
    return [_country(listing, title, told), *_cities(listing.places)]


def region_maps(listing: Listing, of: Region) -> list[Drawing]:
    """Return the map of a region and those of the crowded places in it."""
    places, land = listing.of(of), region(of.key)
    found = [_region(of, places, land, listing.year)] if land else []
    return [*found, *_cities(places)]


def _country(listing: Listing, title: str, told: str) -> Drawing:
    points = [place.point for place in listing.places if place.point]
    land = southern() if points and all(holds(SOUTH_WINDOW, point) for point in points) else country()
    sheet, frames, outside = _sheet_with_frames(land, listing.places)
    marks = _rows(sheet, land.frame, outside)
    _name_cities(sheet, frames, listing.places)
    return _drawing(COUNTRY, land, sheet, title, told, frames=(*frames, *land.frames), marks=tuple(marks))


def _region(of: Region, places: tuple[Place, ...], land: Land, year: int) -> Drawing:
    title = _("Karta över region %(region)s med %(areas)s på listan %(year)s. Alla finns i tabellen.") % {
        "region": of.name,
        "areas": _areas(len(places)),
        "year": year,
    }
    told = " ".join(filter(None, [_counts(places), _not_placed(places)]))
    sheet, frames, outside = _sheet_with_frames(land, places)
    outlines, marks = _areas_on(sheet, land.frame, outside)
    _name_cities(sheet, frames, places)
    return _drawing(f"region-{of.slug}", land, sheet, title, told, frames=frames, marks=marks, outlines=outlines)


def _cities(places: tuple[Place, ...]) -> list[Drawing]:
    return [_city(row, inside) for row, inside in _crowded(places)]


def _city(of: City, places: tuple[Place, ...]) -> Drawing:
    land = city(of.key)
    title = _("%(city)s i större skala, %(areas)s. Siffrorna är numren i tabellen.") % {"city": of.name, "areas": _areas(len(places))}
    sheet = _sheet(land)
    outlines, marks = _areas_on(sheet, land.frame, places)
    return _drawing(of.key, land, sheet, title, _counts(places), marks=marks, outlines=outlines, place=of.name, by_number=True)


def _drawing(key: str, land: Land, sheet: Sheet, title: str, told: str, **rest: object) -> Drawing:
    return Drawing(
        key, land.frame.width, land.frame.height, title, description=told, land=land.land, borders=land.borders, beyond=land.beyond,
        lines=tuple(sheet.lines), labels=tuple(sheet.labels), scale=land.scale, **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def _crowded(places: tuple[Place, ...]) -> list[tuple[City, tuple[Place, ...]]]:
    found = [(row, tuple(place for place in places if holds(row.window, place.point))) for row in CITIES]
    return [(row, inside) for row, inside in found if len(inside) >= LEAST_IN_CITY]


def _sheet(land: Land) -> Sheet:
    sheet = Sheet(land.frame.width, land.frame.height)
    bar, (width, height) = land.scale, SMALL_SIZE
    sheet.taken.append(Box(bar.x - max(bar.length, 50), bar.y - 20, max(bar.length, 50) + 14, 34))
    if land.frames:  # the whole country stands in the corner
        sheet.taken.append(Box(sheet.width - width - 8, sheet.height - height - 8, width, height))
    return sheet


def _sheet_with_frames(land: Land, places: tuple[Place, ...]) -> tuple[Sheet, tuple[Box, ...], list[Place]]:
    """Return the sheet, the frames of the crowded places on it, and the places outside those."""
    sheet, crowded = _sheet(land), _crowded(places)
    frames = [room(square(row.window), land.frame) for row, _inside in crowded]
    sheet.taken += frames
    inside_any = {place.number for _row, inside in crowded for place in inside}
    outside = [place for place in places if place.point is not None and place.number not in inside_any]
    return sheet, tuple(frames), outside


def _name_cities(sheet: Sheet, frames: tuple[Box, ...], places: tuple[Place, ...]) -> None:
    """Name the crowded places, after the marks: a frame is large enough to be found with its name a little way off."""
    for frame, (row, inside) in zip(frames, _crowded(places), strict=True):
        sheet.put(frame, [(row.name, "lab"), (_areas(len(inside)), "sub")])


def _rows(sheet: Sheet, frame: Frame, places: list[Place]) -> list[Mark]:
    """Put the areas of each municipality in rows of marks, with the municipality's name and their numbers beside them."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.municipality, []).append(place)
    step, boxes = SMALL + 1.5, []
    for members in groups.values():
        spots = [frame.xy(*place.point) for place in members if place.point]
        wide, high = min(len(members), ROW) * step, -(-len(members) // ROW) * step
        x, y = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
        boxes.append(Box(x - wide / 2, y - high / 2, wide, high))
    boxes = spread(boxes, gap=2)
    sheet.taken += boxes
    marks = []
    for box, (name, members) in zip(boxes, groups.items(), strict=True):
        for index, place in enumerate(members):
            row, column = divmod(index, ROW)
            marks.append(Mark(box.x + (column + 0.5) * step, box.y + (row + 0.5) * step, SMALL, place.category, place.number))
        sheet.put(box, [(f"{name} {ranges([place.number for place in members])}", "name")])
    return marks


def _areas_on(sheet: Sheet, frame: Frame, places: Iterable[Place]) -> tuple[tuple[Outline, ...], tuple[Mark, ...]]:
    """Draw each area by itself with its number: as its boundary runs where it is large enough, else as a mark."""
    outlines, marked, spots = [], [], []
    for place in places:
        seen = _seen(place, frame)
        if seen and place.shape is not None:
            outlines.append(Outline(_outline(place.shape, frame), place.category, place.number))
            sheet.taken.append(seen)
            spots.append((seen, place))
        elif place.point is not None:
            x, y = frame.xy(*place.point)
            marked.append((Box(x - MEDIUM / 2, y - MEDIUM / 2, MEDIUM, MEDIUM), place))
    boxes = spread([box for box, _place in marked], gap=3)
    sheet.taken += boxes
    moved = [(box, place) for box, (_old, place) in zip(boxes, marked, strict=True)]
    by_number = len(spots) + len(moved) > MANY_NAMES
    for box, place in [*spots, *moved]:
        sheet.put(box, [(str(place.number), "lab")] if by_number else [(f"{place.number} {short_name(place.name)}", "name")])
    return tuple(outlines), tuple(Mark(*box.middle, MEDIUM, place.category, place.number) for box, place in moved)


@lru_cache(maxsize=1024)
def _outline(shape: BaseGeometry, frame: Frame) -> str:
    return path(shape, frame)


def _seen(place: Place, frame: Frame) -> Box | None:
    """Return the room that an area's boundary takes on the sheet; nothing when it is not known, or too small to be told from a dot."""
    if place.shape is None:
        return None
    seen = room(place.shape, frame)
    return seen if min(seen.width, seen.height) >= LEAST_OUTLINE else None


def _areas(number: int) -> str:
    return ngettext("%(n)s område", "%(n)s områden", number) % {"n": number}


def _counts(places: tuple[Place, ...]) -> str:
    words = [f"{badge_of(category).plural if n != 1 else badge_of(category).word}: {n}" for category, n in counted(places)]
    return ". ".join(words) + "." if words else _("Inget område.")


def _not_placed(places: tuple[Place, ...]) -> str:
    missing = [place.number for place in places if place.point is None]
    return _("Läget är inte känt för nummer %(numbers)s.") % {"numbers": ranges(missing)} if missing else ""
