"""One file, written whole before any of it is sent: what fails on the way leaves nothing behind and nothing half."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils import translation

from areas.exporting.about import About, about
from areas.exporting.maps import write_geojson, write_geopackage
from areas.exporting.tables import write_workbook, write_zip
from areas.exports import Choice, Export, Taken


@dataclass(frozen=True, slots=True)
class Format:
    suffix: str
    content_type: str
    write: Callable[[Path, str, Taken, About], int]


FORMATS = {
    "csv": Format("zip", "application/zip", write_zip),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook),
    "geojson": Format("geojson", "application/geo+json", write_geojson),
    "gpkg": Format("gpkg", "application/geopackage+sqlite3", write_geopackage),
}


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, open for reading; it is gone from the disk when it is closed."""

    name: str
    content_type: str
    content: IO[Any]
    rows: int


def make_file(export: Export, chosen: Choice, form: str) -> File:
    """Write an export as a file of the given form. Its words are Swedish, whatever language the person reads in."""
    kind, name = FORMATS[form], _name(export, chosen)
    with translation.override("sv"), tempfile.TemporaryDirectory(prefix="lagesbild-export-") as folder:
        taken = export.take(chosen)
        path = Path(folder) / f"{name}.{kind.suffix}"
        rows = kind.write(path, name, taken, about(export, chosen, taken))
        return File(path.name, kind.content_type, path.open("rb"), rows)


def _name(export: Export, chosen: Choice) -> str:
    part = str(chosen.year) if chosen.year else chosen.day.isoformat()
    return f"{export.key}-{part}"
