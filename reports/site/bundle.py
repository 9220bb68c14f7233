"""A publication as a folder of files: pages, PDF, data, and a manifest with the checksum of each.

The folder is written under another name and renamed when all is on the disk, so a half-written one is never taken for a whole. Nothing in
it depends on the clock or on the machine: two builds of the same report are equal, byte by byte.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils import translation

from reports.open.data import OpenReport
from reports.open.datafiles import change_csv_bytes, csv_bytes, geojson_bytes, json_bytes
from reports.open.pdf import pdf_bytes
from reports.open.words import format_size

from .model import Site
from .pages import ASSETS, File, pages

MANIFEST = "manifest.json"
STATIC = ("lagesbild.css", "icon.svg")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle, in the words of the manifest."""

    sokvag: str
    storlek: int
    sha256: str
    typ: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a bundle except the manifest itself, in order of their paths."""

    year: int
    version: int
    created: str
    files: tuple[Entry, ...]

    def to_bytes(self) -> bytes:
        files = [asdict(entry) for entry in self.files]
        value = {"lagesbild": self.year, "version": self.version, "skapad": self.created, "filer": files}
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def size(self) -> int:
        return sum(entry.storlek for entry in self.files)


def write_bundle(report: OpenReport, target: Path, *, progress: Progress) -> Manifest:
    """Write the whole bundle into the new folder `target`. After an interruption, simply call it again.

    Raises `FileExistsError` when `target` is there already: a finished bundle is never written over.
    """
    if target.exists():
        raise FileExistsError(target)
    half = target.with_name(f".{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    entries = []
    with translation.override("sv"):
        for path, content in _files(report, progress):
            _write(half / path, content)
            entries.append(entry(path, content))
    manifest = Manifest(report.year, report.version, report.edition_date.isoformat(), tuple(sorted(entries, key=lambda e: e.sokvag)))
    _write(half / MANIFEST, manifest.to_bytes())
    sync_tree(half)
    half.rename(target)
    sync_folder(target.parent)
    return manifest


def entry(path: str, content: bytes) -> Entry:
    return Entry(path, len(content), hashlib.sha256(content).hexdigest(), TYPES.get(Path(path).suffix, "application/octet-stream"))


def _files(report: OpenReport, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Give every file of the bundle with its bytes. The downloads come first: the pages tell their sizes."""
    site = Site(report)
    downloads = {
        "rapport.pdf": (pdf_bytes, "Hela rapporten (PDF)", ", tillgänglig PDF"),
        "omraden.csv": (csv_bytes, "Alla områden (CSV)", ""),
        "omraden.geojson": (geojson_bytes, "Alla områden som karta (GeoJSON)", ""),
        "omraden.json": (json_bytes, "Alla områden (JSON)", ""),
    }
    if report.previous_year is not None:
        downloads["forandringar.csv"] = (change_csv_bytes, f"Vad som har ändrats sedan {report.previous_year} (CSV)", "")
    total = len(downloads) + len(STATIC) + 3 + len(report.regions) + len(site.roster) + len(report.areas)
    done = 0
    listed: list[File] = []
    for path, (make, words, note) in downloads.items():
        progress(done, total, words)
        content = make(report)
        listed.append((path, words, format_size(len(content)) + note))
        done += 1
        yield path, content
    for name in STATIC:
        yield f"{ASSETS}/{name}", static_bytes(name)
        done += 1
    listed.append((MANIFEST, "Förteckning med kontrollsummor (JSON)", ""))
    for page in pages(site, tuple(listed)):
        progress(done, total, page.path)
        yield page.path, page.render()
        done += 1
    progress(done, total, "Klart")


def static_bytes(name: str) -> bytes:
    """Return a static file as it lies in the project."""
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def verify_bundle(folder: Path) -> list[str]:
    """Return what is wrong with a bundle, in Swedish; nothing when every file is there and unchanged."""
    try:
        listed = {row["sokvag"]: row for row in json.loads((folder / MANIFEST).read_bytes())["filer"]}
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} saknas eller kan inte läsas."]
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    found.pop(MANIFEST, None)
    problems = [f"{name} saknas." for name in sorted(listed.keys() - found.keys())]
    problems += [f"{name} står inte i förteckningen." for name in sorted(found.keys() - listed.keys())]
    return problems + [
        f"{name} har ändrats." for name in sorted(listed.keys() & found.keys()) if _changed(found[name], listed[name]["sha256"])
    ]


def _changed(path: Path, checksum: str) -> bool:
    return path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != checksum


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def sync_tree(folder: Path) -> None:
    """Make sure that every file and folder below `folder` is on the disk."""
    for parent, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent, name), os.O_RDONLY)
        sync_folder(Path(parent))


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
