"""What stands on a map: the areas of one list, numbered, as plain values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from assessments.enums import Category
from lagesbild.ui.swedish import swedish_key

SERIOUS_FIRST = (Category.SARSKILT, Category.RISK, Category.UTSATT)


@dataclass(frozen=True, slots=True)
class Place:
    """One area of a list. `number` is the same on every map and in every table of the list."""

    number: int
    slug: str
    name: str
    category: Category
    lpo: str  # empty where no source tells the local police area
    municipality: str
    region_key: str
    region: str
    region_slug: str
    point: tuple[float, float] | None  # SWEREF 99 TM, east and north; inside the boundary where there is one
    shape: BaseGeometry | None  # the boundary of the list's reference date


@dataclass(frozen=True, slots=True)
class Region:
    key: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of areas, as far as the person may read it."""

    year: int
    day: date
    is_historic: bool
    is_published: bool  # has pages in the open report
    places: tuple[Place, ...]
    regions: tuple[Region, ...]

    def of(self, region: Region) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.region_key == region.key)


def counted(places: Iterable[Place]) -> list[tuple[Category, int]]:
    """Return how many places each category has, the most serious first; a category that nobody has is left out."""
    counts = Counter(place.category for place in places)
    return [(category, counts[category]) for category in SERIOUS_FIRST if counts[category]]


def order_of(region_order: int, category: Category, lpo: str, name: str) -> tuple[object, ...]:
    """Return what a list is sorted by: region, the most serious first, local police area, name."""
    return region_order, SERIOUS_FIRST.index(category), not lpo, swedish_key(lpo), swedish_key(name)


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
