"""Files of boundaries, made here: shape files in archives, GeoPackages and GeoJSON, sound and unsound."""

import csv
import json
import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from areas.geo.shapes import to_sweref
from areas.models import ImportBatch
from assessments.actions.geodata import receive_geodata
from tests.factories.files import data_admin

LISTS = Path("assessments/data/lists")
UNITS = Path("areas/data/units.csv")
RINKEBY = (667_000.0, 6_588_000.0)  # a place in Stockholm, SWEREF 99 TM

Rows = Sequence[dict[str, Any]]


def square(east: float = RINKEBY[0], north: float = RINKEBY[1], side: float = 1000.0) -> Polygon:
    return box(east, north, east + side, north + side)


def write(path: Path, rows: Rows, *, crs: str | None = "EPSG:3006", driver: str = "", kind: str = "Polygon", **options: Any) -> Path:
    """Write rows (attributes, and `shape`) as the kind of file that the name's end tells."""
    names = list(dict.fromkeys(name for row in rows for name in row if name != "shape")) or ["NAMN"]
    shapes = np.array([None if row["shape"] is None else shapely.to_wkb(row["shape"]) for row in rows], dtype=object)
    columns = [np.array([row.get(name, "") for row in rows], dtype=object) for name in names]
    pyogrio.raw.write(
        path, shapes, columns, fields=np.array(names, dtype=object), crs=crs, geometry_type=kind, driver=driver or None, **options
    )
    return path


def shape_zip(folder: Path, rows: Rows, *, without: Sequence[str] = (), name: str = "uso", **options: Any) -> Path:
    """Write a shape file and pack its parts, but those with an end in `without`."""
    made = folder / f"parts-{name}"
    made.mkdir()
    write(made / f"{name}.shp", rows, **options)
    return pack(folder / f"{name}.zip", {part.name: part.read_bytes() for part in made.iterdir() if part.suffix not in without})


def pack(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def geojson(path: Path, rows: Rows, **members: Any) -> Path:
    """Write a GeoJSON by hand, with coordinates as they are given."""
    features = [
        {
            "type": "Feature",
            "properties": {name: value for name, value in row.items() if name != "shape"},
            "geometry": None if row["shape"] is None else shapely.geometry.mapping(row["shape"]),
        }
        for row in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}), encoding="utf-8")
    return path


def published(year: int = 2023, segments: int = 16) -> list[dict[str, Any]]:
    """Return the list of a year with the police's column names: a round area of the published size about each published centre."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        codes = {row["key"]: row["code"] for row in csv.DictReader(file)}
    districts = {"Stockholm nord": codes["district-stockholm-nord"], "Stockholm syd": codes["district-stockholm-syd"]}
    with (LISTS / f"{year}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_published(row, districts, segments) for row in rows]


def _published(row: dict[str, str], districts: dict[str, str], segments: int) -> dict[str, Any]:
    middle = to_sweref(Point(float(row["lon"]), float(row["lat"])))
    category = row["kategori"]
    return {
        "NAMN": row["omrade"].replace("/", " / "),
        "KATEGORI": category[0].upper() + category[1:],
        "LOKALPOLIS": row["lokalpolisomrade"],
        "OMRADESKOD": row["lpo_kod"],
        "POLISOMRAD": districts.get(row["polisomrade"], ""),
        "POLISOMR_1": row["polisomrade"],
        "REGION": row["polisregion"],
        "AKTUALITET": "2018-10-01",
        "shape": middle.buffer((float(row["yta_km2"]) * 1e6 / np.pi) ** 0.5, quad_segs=segments),
    }


def row(name: str = "Rinkeby", shape: BaseGeometry | None = None, **values: Any) -> dict[str, Any]:
    """Return one feature with the columns that the import needs: an area of LPO Rinkeby (Järva) in Stockholm."""
    usual = {"NAMN": name, "KATEGORI": "Utsatt område", "OMRADESKOD": "531350", "REGION": "Stockholm"}
    return usual | values | {"shape": square() if shape is None else shape}


def waiting(name: str = "Nyby", year: int = 2023) -> ImportBatch:
    """Return a file with one area of LPO Rinkeby that was sent in and not read in."""
    rows = [row(name, OMRADESKOD="", LOKALPOLIS="Rinkeby")]
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "uso.gpkg", rows)
        return receive_geodata(path, filename=path.name, year=year, by=data_admin())


def a_file() -> Path:
    """Return a file that goes away with the temporary folder of the machine."""
    return write(Path(tempfile.mkdtemp(prefix="lb-")) / "uso.gpkg", [row("Nyby", OMRADESKOD="", LOKALPOLIS="Rinkeby")])


def crossing(east: float = RINKEBY[0], north: float = RINKEBY[1], side: float = 1000.0) -> Polygon:
    """Return a polygon like an hourglass."""
    return Polygon([(east, north), (east + side, north + side), (east + side, north), (east, north + side)])


def ring(points: int, east: float = RINKEBY[0], north: float = RINKEBY[1], radius: float = 500.0) -> Polygon:
    turns = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return Polygon(np.column_stack([east + radius * np.cos(turns), north + radius * np.sin(turns)]))


def as_bytes(path: Path) -> BytesIO:
    file = BytesIO(path.read_bytes())
    file.name = path.name
    return file
