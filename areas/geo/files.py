"""From a file as it was sent in to one that can be read: tells what it is by its first bytes, and unpacks an archive within limits."""

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

MAX_UNPACKED: Final = 200 * 1024**2  # bytes: what an archive may hold, all files together
MAX_MEMBERS: Final = 50
SHAPE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
NEEDED_PARTS: Final = SHAPE_PARTS[:3]
SINGLE: Final = (".gpkg", ".geojson", ".json")
PIECE: Final = 1024**2


class GeoFault(Exception):
    """A file that cannot be read. `code` is one of `areas.geo.sentences.FILE`; `told` are the words that its sentence needs."""

    def __init__(self, code: str, **told: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.told = told


def readable(path: Path, folder: Path) -> Path:
    """Return a file of a known kind that holds what `path` holds: a shape file (.shp), a GeoPackage or a GeoJSON, placed in `folder`.

    The name that somebody gave the file decides nothing. Raises `GeoFault`.
    """
    with path.open("rb") as file:
        start = file.read(64)
    if not start.strip():
        raise GeoFault("empty")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _unpacked(path, folder)
    if start.startswith(b"SQLite format 3\x00"):
        return _named(path, folder / "data.gpkg")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _named(path, folder / "data.geojson")
    if start.startswith(b"\x00\x00\x27\x0a"):
        raise GeoFault("lone_shp")
    raise GeoFault("not_geodata")


def _named(path: Path, wanted: Path) -> Path:
    wanted.symlink_to(path.resolve())
    return wanted


def _unpacked(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(archive, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise GeoFault("broken_zip") from error


def _members(archive: zipfile.ZipFile, folder: Path) -> Path:
    files = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX/")]
    if len(files) > MAX_MEMBERS or sum(info.file_size for info in files) > MAX_UNPACKED:
        raise GeoFault("zip_bomb", megabytes=MAX_UNPACKED // 1024**2)
    by_end: dict[str, list[zipfile.ZipInfo]] = {}
    for info in files:
        by_end.setdefault(PurePosixPath(info.filename).suffix.lower(), []).append(info)
    shapes, singles = by_end.get(".shp", []), [info for end in SINGLE for info in by_end.get(end, [])]
    if len(shapes) + len(singles) > 1:
        raise GeoFault("several", names=", ".join(sorted(PurePosixPath(info.filename).name for info in (*shapes, *singles))[:5]))
    if singles:
        inner = folder / "inner"
        _extract(archive, singles[0], inner)
        return readable_inner(inner, folder)
    if not shapes:
        raise GeoFault("zip_without")
    return _shape(archive, shapes[0], files, folder)


def readable_inner(inner: Path, folder: Path) -> Path:
    """Return the one file of an archive as `readable` does; an archive inside an archive is refused."""
    with inner.open("rb") as file:
        if file.read(2) == b"PK":
            raise GeoFault("zip_without")
    return readable(inner, folder)


def _shape(archive: zipfile.ZipFile, shape: zipfile.ZipInfo, files: list[zipfile.ZipInfo], folder: Path) -> Path:
    """Unpack the parts that belong to one shape file: those with its own name."""
    stem = PurePosixPath(shape.filename).with_suffix("").as_posix().casefold()
    for info in files:
        name = PurePosixPath(info.filename)
        end = name.suffix.lower()
        if end in SHAPE_PARTS and name.with_suffix("").as_posix().casefold() == stem:
            _extract(archive, info, folder / f"data{end}")
    lacking = [end for end in NEEDED_PARTS if not (folder / f"data{end}").exists()]
    if lacking:
        raise GeoFault("shape_part", parts=", ".join(lacking))
    return folder / "data.shp"


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: Path) -> None:
    """Write one file of the archive under a name of our own. No more is read than it says of itself: one that says too little is broken."""
    with archive.open(info) as source, wanted.open("wb") as target:
        shutil.copyfileobj(source, target, PIECE)
