"""Which maps a report has and what stands on them: the country, three crowded places in larger scale, and one map a region.

One mark is one area, at its middle point. Marks that would cover each other are moved apart. On maps of the country and of a region the
areas of one municipality stand in a row under one label; on the larger maps each area has its name, or its number in the region's table
when there are too many names.
"""

from dataclasses import dataclass

from assessments.enums import Category
from lagesbild.ui.swedish import swedish_key

from . import sentences
from .data import OpenArea, OpenRegion, OpenReport
from .drawing import Box, Drawing, Mark, ScaleBar
from .labels import LINE, Sheet, spread
from .projection import MUNICIPALITIES, Projection, Ring, fit, land_paths, outlines, proportion, scale_length
from .totals import areas_in

SWEDEN = ((55.2, 11.6), (69.2, 20.4), (62.0, 11.0), (66.0, 24.3))  # south, north, west and east ends
COUNTRY_SIZE = (320.0, 744.0)
MANY_NAMES = 14  # more than this many names on one map: numbers instead
LONG_NAME = 20
WIDE_GROUP = 90  # pixels; a name beside a wider group would stand far from its marks
ROW = 5  # marks beside each other
REGION_MIDDLE = {"Nord": (65.0, 17.6), "Mitt": (61.0, 16.4), "Bergslagen": (60.3, 13.9), "Öst": (57.9, 15.6), "Syd": (56.2, 14.2)}


@dataclass(frozen=True, slots=True)
class City:
    """A crowded place that has a map of its own: everything inside the window (south, west, north, east)."""

    key: str
    name: str
    window: tuple[float, float, float, float]
    width: float
    height: float

    def holds(self, area: OpenArea) -> bool:
        south, west, north, east = self.window
        return area.lat is not None and area.lon is not None and south <= area.lat <= north and west <= area.lon <= east


CITIES = (
    City("stockholm", "Stockholm", (58.95, 17.30, 59.70, 18.50), 500, 590),
    City("goteborg", "Göteborg", (57.58, 11.70, 57.88, 12.20), 330, 316),
    City("malmo", "Malmö", (55.50, 12.85, 55.66, 13.15), 330, 220),
)
LEAST_IN_CITY = 3


def numbered(areas: tuple[OpenArea, ...]) -> tuple[tuple[int, OpenArea], ...]:
    """Number a region's areas for table and map: most serious first, then by local police area and name."""
    order = [Category.SARSKILT, Category.RISK, Category.UTSATT]
    ordered = sorted(areas, key=lambda a: (order.index(a.category), a.lpo_name is None, swedish_key(a.lpo_name or ""), swedish_key(a.name)))
    return tuple(enumerate(ordered, start=1))


def short_name(name: str) -> str:
    """Return a name that fits on a map: "Holma m.fl." for a name of many parts, "Rosengård …" for a long one."""
    if len(name) <= LONG_NAME:
        return name
    first, *rest = name.split("/")
    if rest:
        return f"{first.strip()} m.fl."
    plain = name.split(" (")[0]
    return plain if len(plain) <= LONG_NAME else f"{plain.split()[0]} …"


def placed(areas: tuple[OpenArea, ...]) -> tuple[OpenArea, ...]:
    """Return the areas that have a known middle point."""
    return tuple(area for area in areas if area.lat is not None and area.lon is not None)


def _points(areas: tuple[OpenArea, ...]) -> list[tuple[float, float]]:
    return [(area.lat, area.lon) for area in areas if area.lat is not None and area.lon is not None]


def cities(areas: tuple[OpenArea, ...]) -> tuple[tuple[City, tuple[OpenArea, ...]], ...]:
    """Return the crowded places among `areas`, with their areas."""
    found = ((city, tuple(area for area in areas if city.holds(area))) for city in CITIES)
    return tuple((city, inside) for city, inside in found if len(inside) >= LEAST_IN_CITY)


def country_map(report: OpenReport, rings: tuple[Ring, ...] | None = None) -> Drawing:
    """Draw the whole country: marks outside the crowded places, dashed frames where those are."""
    width, height = COUNTRY_SIZE
    empty = [region for region in report.regions if not areas_in(report, region)]
    return _overview("sverige", sentences.map_title(report), report.areas, fit(SWEDEN, width, height, 8), (width, height), rings, empty)


def city_maps(report: OpenReport, areas: tuple[OpenArea, ...] | None = None) -> tuple[Drawing, ...]:
    """Draw the crowded places in larger scale."""
    numbers = {area.slug: number for region in report.regions for number, area in numbered(areas_in(report, region))}
    return tuple(_city_map(city, inside, numbers) for city, inside in cities(report.areas if areas is None else areas))


def region_map(report: OpenReport, region: OpenRegion, rings: tuple[Ring, ...] | None = None) -> Drawing | None:
    """Draw one region, or nothing when none of its areas has a known point or all of them are in one crowded place."""
    areas = placed(areas_in(report, region))
    if not areas or any(len(inside) == len(areas) for _, inside in cities(areas)):
        return None
    points = _points(areas)
    width = 500.0
    height = min(max(width * proportion(points), 300.0), 560.0)
    title = f"Karta över region {region.name} med {len(areas)} {sentences.areas_word(len(areas))}. Alla finns i tabellen."
    projection = fit(points, width, height, 70, least_km=60)
    return _overview(f"region-{region.slug}", title, areas, projection, (width, height), rings, [])


def _overview(
    key: str,
    title: str,
    areas: tuple[OpenArea, ...],
    projection: Projection,
    size: tuple[float, float],
    rings: tuple[Ring, ...] | None,
    empty: list[OpenRegion],
) -> Drawing:
    """Draw a map in small scale: frames for crowded places, rows of marks for the other municipalities."""
    width, height = size
    sheet = Sheet(width, height)
    bar = _scale_bar(projection, sheet)
    crowded = cities(areas)
    in_city = {area.slug for _, inside in crowded for area in inside}
    frames = [_frame(projection, _points(inside)) for _, inside in crowded]
    sheet.taken += frames
    marks = _municipality_rows(sheet, projection, [area for area in placed(areas) if area.slug not in in_city])
    for frame, (city, inside) in zip(frames, crowded, strict=True):
        sheet.put(frame, [(city.name, "lab"), (f"{len(inside)} {sentences.areas_word(len(inside))}", "sub")])
    for region in empty:
        if region.name in REGION_MIDDLE:
            x, y = projection.to_xy(REGION_MIDDLE[region.name])
            sheet.put(Box(x - 30, y - LINE, 0, 2 * LINE), [(f"Region {region.name}:", "sub"), ("inget område", "sub")], only_if_free=True)
    land = land_paths(projection, width, height, outlines() if rings is None else rings)
    return Drawing(
        key, width, height, title, land=land, frames=tuple(frames), lines=tuple(sheet.lines), marks=tuple(marks),
        labels=tuple(sheet.labels), scale=bar,
    )  # fmt: skip


def _municipality_rows(sheet: Sheet, projection: Projection, areas: list[OpenArea]) -> list[Mark]:
    """Put the areas of each municipality in rows of marks with the municipality's name beside them."""
    groups: dict[str, list[OpenArea]] = {}
    for area in areas:
        groups.setdefault(area.municipality or area.name, []).append(area)
    size, step = 9.0, 10.5
    boxes = []
    for members in groups.values():
        points = [projection.to_xy(point) for point in _points(tuple(members))]
        wide, high = min(len(members), ROW) * step, -(-len(members) // ROW) * step
        x, y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
        boxes.append(Box(x - wide / 2, y - high / 2, wide, high))
    boxes = spread(boxes, gap=2)
    sheet.taken += boxes
    marks = []
    for box, (name, members) in zip(boxes, groups.items(), strict=True):
        for index, area in enumerate(members):
            row, column = divmod(index, ROW)
            marks.append(Mark(box.x + (column + 0.5) * step, box.y + (row + 0.5) * step, size, area.category))
        sheet.put(box, [(name, "name")])
    return marks


def _city_map(city: City, areas: tuple[OpenArea, ...], numbers: dict[str, int]) -> Drawing:
    """Draw one crowded place: every area at its point, with its name or its number in the region's table."""
    by_number = len(areas) > MANY_NAMES
    points = _points(areas)
    projection = fit(points, city.width, city.height, 34 if by_number else 56)
    sheet = Sheet(city.width, city.height)
    bar = _scale_bar(projection, sheet)
    size, gap = 14.0, 3.0 if by_number else 1.5
    boxes = spread([Box(x - size / 2, y - size / 2, size, size) for x, y in (projection.to_xy(point) for point in points)], gap)
    sheet.taken += boxes
    for box, area in zip(boxes, areas, strict=True):
        sheet.put(box, [(str(numbers[area.slug]) if by_number else short_name(area.name), "name")])
    if by_number:
        _district_names(sheet, boxes, areas)
    told = " Siffrorna är numren i tabellen." if by_number else ""
    title = f"{city.name} i större skala, {len(areas)} områden.{told}"
    land = land_paths(projection, city.width, city.height, outlines(MUNICIPALITIES, city.key))
    marks = tuple(Mark(*box.middle, size, area.category) for box, area in zip(boxes, areas, strict=True))
    return Drawing(
        city.key, city.width, city.height, title, land=land, lines=tuple(sheet.lines), marks=marks, labels=tuple(sheet.labels), scale=bar,
        caption=f"{city.name}, {len(areas)} områden.", place=city.name, by_number=by_number,
    )  # fmt: skip


def _district_names(sheet: Sheet, boxes: list[Box], areas: tuple[OpenArea, ...]) -> None:
    """Name the local police areas where there is room, so that a map of numbers can be found one's way on."""
    groups: dict[str, list[Box]] = {}
    for box, area in zip(boxes, areas, strict=True):
        if area.lpo_name:
            groups.setdefault(area.lpo_name, []).append(box)
    for name, members in groups.items():
        left, top = min(box.x for box in members), min(box.y for box in members)
        right, bottom = max(box.x + box.width for box in members), max(box.y + box.height for box in members)
        if right - left < WIDE_GROUP and bottom - top < WIDE_GROUP:
            sheet.put(Box(left, top, right - left, bottom - top), [(name, "place")], only_if_free=True)


def _frame(projection: Projection, points: list[tuple[float, float]]) -> Box:
    spots = [projection.to_xy(point) for point in points]
    left, right = min(x for x, _ in spots) - 5, max(x for x, _ in spots) + 5
    top, bottom = min(y for _, y in spots) - 5, max(y for _, y in spots) + 5
    return Box(left, top, right - left, bottom - top)


def _scale_bar(projection: Projection, sheet: Sheet) -> ScaleBar:
    """Return the scale bar at the lower right and take its room."""
    km, length = scale_length(projection, sheet.width)
    sheet.taken.append(Box(sheet.width - 18 - max(length, 50), sheet.height - 34, max(length, 50) + 18, 34))
    return ScaleBar(sheet.width - 14, sheet.height - 14, length, f"{km}\N{NO-BREAK SPACE}km")
