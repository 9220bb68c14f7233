"""A program of its own that reads one file of polygons and writes what it found to its standard output, line by line as JSON.

It runs apart (`areas.geo.reading`), since the library that reads these formats is large and the files come from outside: a file that
makes it crash or eat memory ends this program and nothing else. It knows no Django, has no settings, and reaches no database.

    python -m areas.geo.reader FILE

The first line is {"columns": […], "crs": "EPSG:3006"} or {"fault": code, …}; then one line a feature: its number in the file (from 1), its
attributes as text, and its geometry in SWEREF 99 TM (WKB, hexadecimal), or none and why: "kind" names what stands there instead.
"""

import json
import re
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
import pyproj
import shapely

from areas.geo.files import GeoFault, readable
from areas.geo.shapes import to_sweref

MEMORY: Final = 260 * 1024**2  # bytes of its own that this program may use; with the libraries it stays below 300 MB
MAX_FEATURES: Final = 2000
MAX_POINTS: Final = 500_000  # all features together
OBJECT_MEGABYTES: Final = 20  # one feature of a GeoJSON file
DRIVERS: Final = {"ESRI Shapefile", "GPKG", "GeoJSON"}
SWEDEN: Final = (200_000.0, 6_100_000.0, 1_000_000.0, 7_700_000.0)  # SWEREF 99 TM: west, south, east, north

# Text that was UTF-8 and was read as Latin-1 shows å, ä and ö as these; a sign that could not be read at all is the last.
MOJIBAKE: Final = re.compile("Ã[¥¤¶…„–\x80-\xbf]|\N{REPLACEMENT CHARACTER}")

Line = dict[str, Any]


def main(path: str) -> None:
    """Read `path` and print the lines."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in lines(readable(Path(path), Path(folder))):
                sys.stdout.write(json.dumps(line) + "\n")
    except GeoFault as fault:
        sys.stdout.write(json.dumps({"fault": fault.code, **fault.told}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"fault": "too_large_inside"}) + "\n")


def lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file that `readable` has named. Raises `GeoFault`."""
    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": OBJECT_MEGABYTES, "GDAL_NUM_THREADS": 1})
    meta, shapes, columns = _read(path, _layer(path))
    texts = [[_text(value) for value in column] for column in columns]
    names = [str(name) for name in meta["fields"]]
    _check_words(names, texts)
    crs = _crs(meta["crs"])
    yield {"columns": names, "crs": str(meta["crs"])[:40]}
    for at, shape in enumerate(shapes):
        yield {"number": at + 1, "values": [column[at] for column in texts], **_geometry(shape, crs)}


def _layer(path: Path) -> str:
    """Return the one layer with polygons. Raises `GeoFault` when there is none, or more than one."""
    try:
        found = pyogrio.list_layers(path)
    except pyogrio.errors.DataSourceError as error:
        raise _unreadable(error) from error
    layers = [str(name) for name, kind in found if kind is not None]
    if not layers:
        raise GeoFault("no_layer")
    if len(layers) > 1:
        raise GeoFault("layers", names=", ".join(layers[:5]))
    return layers[0]


def _read(path: Path, layer: str) -> tuple[dict[str, Any], Any, Any]:
    try:
        info = pyogrio.read_info(path, layer=layer)
        if info["driver"] not in DRIVERS:
            raise GeoFault("not_geodata")
        if not info["features"]:
            raise GeoFault("no_features")
        if info["features"] > MAX_FEATURES:
            raise GeoFault("many_features", found=int(info["features"]), most=MAX_FEATURES)
        meta, _fids, wkb, columns = pyogrio.raw.read(path, layer=layer)
    except UnicodeDecodeError as error:
        raise GeoFault("encoding", words="") from error
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pyogrio.errors.GeometryError, ValueError) as error:
        raise _unreadable(error) from error
    shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    points = int(shapely.get_num_coordinates(shapes).sum())
    if points > MAX_POINTS:
        raise GeoFault("many_points", found=points, most=MAX_POINTS)
    return meta, shapes, columns


def _unreadable(error: Exception) -> GeoFault:
    return GeoFault("too_large_inside" if "too complex/large" in str(error) else "broken")


def _text(value: Any) -> str:
    """Return an attribute as people write it; nothing for what is not there. A whole number has no decimals, a day no time."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value.astype("datetime64[D]"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _check_words(names: list[str], texts: list[list[str]]) -> None:
    for word in (*names, *(value for column in texts for value in column)):
        if MOJIBAKE.search(word):
            raise GeoFault("encoding", words=word[:40])


def _crs(name: Any) -> pyproj.CRS:
    if not name:
        raise GeoFault("no_crs")
    try:
        crs = pyproj.CRS.from_user_input(name)
    except pyproj.exceptions.CRSError as error:
        raise GeoFault("unknown_crs", crs=str(name)[:40]) from error
    if not (crs.is_projected or crs.is_geographic):
        raise GeoFault("unknown_crs", crs=str(crs.name)[:40])
    return crs


def _geometry(shape: Any, crs: pyproj.CRS) -> Line:
    """Return the geometry in SWEREF 99 TM; or why there is none: nothing there, no polygon, or far from Sweden."""
    if shape is None:
        return {"geometry": None, "kind": "missing"}
    if shape.is_empty:  # stands empty in the file, or the library ran out of memory for its points and said nothing
        return {"geometry": None, "kind": "empty"}
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return {"geometry": None, "kind": shape.geom_type}
    flat = shapely.force_2d(shape)
    placed = flat if crs.equals(pyproj.CRS.from_epsg(3006), ignore_axis_order=True) else to_sweref(flat, crs.to_wkt())
    bounds = shapely.bounds(placed)
    west, south, east, north = SWEDEN
    if not np.isfinite(bounds).all() or bounds[0] < west or bounds[1] < south or bounds[2] > east or bounds[3] > north:
        return {"geometry": None, "kind": "abroad"}
    return {"geometry": placed.wkb_hex, "kind": shape.geom_type}


if __name__ == "__main__":
    main(sys.argv[1])
