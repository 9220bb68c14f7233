"""What can be taken out as files. Each app registers its own in `AppConfig.ready`, so the page needs to know none of them.

exports.register(Export("enheter", _("Enheter"), _("…"), UnitResource, units, asks=Asks.DAY))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from django.utils.functional import Promise

from areas.exporting.resource import OpenResource
from lagesbild.access.scope import Scope

Words = str | Promise
Form = tuple[str, Words]
TABLES: tuple[Form, ...] = (("csv", "CSV"), ("xlsx", "Excel"))
PLACES: tuple[Form, ...] = (("geojson", "GeoJSON"), ("gpkg", "GeoPackage"))


class Asks(Enum):
    """What the person chooses beside the format."""

    NOTHING = "nothing"
    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: a day, or one of the export's own years. `scope` is the person's."""

    scope: Scope
    day: date
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows to write, with the resource that writes them. `notes` are told in the file: name and words."""

    resource: OpenResource
    rows: Iterable[Any]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """One thing that can be taken out. `take` cuts the rows to the person's scope; `years` are those that the person may choose."""

    key: str
    title: Words
    text: Words
    resource: type[OpenResource]
    take: Callable[[Choice], Taken]
    asks: Asks = Asks.NOTHING
    years: Callable[[Scope], list[int]] = field(default=lambda scope: [])
    test: Callable[[Scope], bool] = field(default=lambda scope: True)
    order: int = 50

    @property
    def forms(self) -> tuple[Form, ...]:
        return TABLES + (PLACES if self.resource.layer else ())


_exports: dict[str, Export] = {}


def register(export: Export) -> None:
    """Add an export, or replace the one with the same key."""
    _exports[export.key] = export


def exports() -> list[Export]:
    """Return every export, in the order of the page."""
    return sorted(_exports.values(), key=lambda export: (export.order, export.key))


def exports_for(scope: Scope) -> list[Export]:
    """Return what the person may take out."""
    return [export for export in exports() if export.test(scope)]


def export_for(scope: Scope, key: str) -> Export | None:
    """Return one export if the person may take it out."""
    found = _exports.get(key)
    return found if found and found.test(scope) else None
