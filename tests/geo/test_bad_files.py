"""Files of boundaries that cannot be read: each gets its sentence, from a program that ends within its memory."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from areas.geo.reading import read_layer
from areas.importers.outcome import FileProblem
from tests.factories import geo

Make = Callable[[Path], Path]
ROWS = [geo.row("Rinkeby"), geo.row("Årby", geo.square(north=6_590_000))]


def bytes_of(content: bytes, name: str = "fil") -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def cut(folder: Path) -> Path:
    path = geo.write(folder / "a.gpkg", ROWS)
    path.write_bytes(path.read_bytes()[:9000])
    return path


def bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("uso.shp", "w") as member:
        for _ in range(210):
            member.write(bytes(1024**2))
    return folder / "bomb.zip"


def bomb_that_lies(folder: Path) -> Path:
    """An archive whose list of contents says that the file is small."""
    path = bomb(folder)
    content = path.read_bytes()
    real, small = (210 * 1024**2).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert real in content
    path.write_bytes(content.replace(real, small))
    return path


def many_files(folder: Path) -> Path:
    return geo.pack(folder / "many.zip", {f"{n}.txt": b"" for n in range(51)})


def inside_itself(folder: Path) -> Path:
    inner = geo.shape_zip(folder, ROWS)
    return geo.pack(folder / "outer.zip", {"omraden.geojson": inner.read_bytes()})


def locked(folder: Path) -> Path:
    """An archive that says its files are encrypted."""
    path = geo.shape_zip(folder, ROWS)
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    path.write_bytes(bytes(content))
    return path


def two_layers(folder: Path) -> Path:
    path = geo.write(folder / "a.gpkg", ROWS, layer="ett")
    return geo.write(path, ROWS, layer="två", append=True)


def latin(folder: Path) -> Path:
    """A shape file whose text is Latin-1 while it says that it is UTF-8."""
    path = geo.shape_zip(folder, ROWS, encoding="ISO-8859-1")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return geo.pack(folder / "latin.zip", files | {"uso.cpg": b"UTF-8"})


def read_as_latin(folder: Path) -> Path:
    """A shape file whose text is UTF-8 while nothing says so."""
    return geo.shape_zip(folder, ROWS, encoding="UTF-8", without=(".cpg",))


BAD: list[tuple[str, Make, str]] = [
    ("empty", bytes_of(b""), "Filen är tom."),
    ("spaces", bytes_of(b"  \n\n  "), "Filen är tom."),
    ("text", bytes_of(b"namn;kategori\nAlby;utsatt\n"), "ingen geodatafil"),
    ("picture", bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(200)), "ingen geodatafil"),
    ("vrt", bytes_of(b"<OGRVRTDataSource></OGRVRTDataSource>"), "ingen geodatafil"),
    ("lone shp", bytes_of(b"\x00\x00\x27\x0a" + bytes(200)), "består av flera filer"),
    ("broken zip", bytes_of(b"PK\x03\x04" + bytes(300)), "skadat eller krypterat"),
    ("locked zip", locked, "skadat eller krypterat"),
    ("zip bomb", bomb, "för stort uppackat"),
    ("zip bomb that lies", bomb_that_lies, "skadat eller krypterat"),
    ("many files", many_files, "för stort uppackat"),
    ("zip without", lambda folder: geo.pack(folder / "z.zip", {"läs.txt": b"hej"}), "innehåller ingen geodatafil"),
    ("zip in zip", inside_itself, "innehåller ingen geodatafil"),
    (
        "several",
        lambda folder: geo.pack(folder / "z.zip", {"a.geojson": b"{}", "b/c.gpkg": b"SQLite format 3\x00"}),
        "flera geodatafiler: a.geojson, c.gpkg",
    ),
    ("no dbf", lambda folder: geo.shape_zip(folder, ROWS, without=(".dbf",)), "saknas delar av shape-filen: .dbf"),
    ("no prj", lambda folder: geo.shape_zip(folder, ROWS, without=(".prj",)), "säger inte vilket koordinatsystem"),
    ("cut gpkg", cut, "skadad eller avbruten"),
    ("broken json", bytes_of(b'{"type": "FeatureCollection", "features": [{"type":'), "skadad eller avbruten"),
    ("json of something else", bytes_of(b'{"namn": "Alby"}'), "skadad eller avbruten"),
    ("topojson", bytes_of(b'{"type":"Topology","objects":{},"arcs":[]}'), "ingen geodatafil|skadad|inget lager"),
    ("two layers", two_layers, "flera lager: ett, två"),
    ("no features", lambda folder: geo.geojson(folder / "a.geojson", []), "inga områden"),
    ("latin-1", latin, "fel teckenkodning"),
    ("utf-8 without a word of it", read_as_latin, "fel teckenkodning"),
    (
        "unknown crs",
        lambda folder: geo.write(folder / "a.gpkg", ROWS, crs='LOCAL_CS["Skolgården",UNIT["metre",1]]'),
        "koordinatsystem",
    ),
    (
        "many areas",
        lambda folder: geo.write(folder / "a.gpkg", [geo.row(str(n), geo.square(n)) for n in range(2001)]),
        "innehåller 2\N{NO-BREAK SPACE}001 områden",
    ),
    (
        "many points",
        lambda folder: geo.write(folder / "a.gpkg", [geo.row(str(n), geo.ring(60_000)) for n in range(9)]),
        "540\N{NO-BREAK SPACE}009 punkter tillsammans",
    ),
]


@pytest.mark.parametrize(("make", "expected"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_file_that_cannot_be_read(make: Make, expected: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=expected) as found:
        read_layer(make(tmp_path))
    assert str(found.value).endswith(".")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["many_small", "one_large", "gpkg"])
def test_a_hundred_megabytes_are_read_within_three_hundred(kind: str, tmp_path: Path) -> None:
    path = large(kind, tmp_path)
    assert path.stat().st_size > 95 * 1024**2
    found, megabytes = memory_of(path)
    assert found[0].get("fault") in {"many_points", "too_large_inside"} or found[1]["kind"] == "empty"
    assert megabytes < 300


def memory_of(path: Path) -> tuple[list[dict[str, Any]], int]:
    """Return the first lines that the reader writes, and how many megabytes it used at most. A small process of its own measures it."""
    code = (
        "import resource, subprocess, sys;"
        "done = subprocess.run([sys.executable, '-m', 'areas.geo.reader', sys.argv[1]], capture_output=True, text=True);"
        "print(*done.stdout.splitlines()[:2], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env=os.environ)
    *lines, kilobytes = done.stdout.splitlines()
    return [json.loads(line) for line in lines], int(kilobytes) // 1024


def large(kind: str, folder: Path) -> Path:
    """A file of a hundred megabytes: two thousand areas as text, one area as text, or one area as a GeoPackage."""
    if kind == "gpkg":
        return geo.write(folder / "a.gpkg", [geo.row(shape=geo.ring(6_500_000))])
    points, areas = (2_250, 2_000) if kind == "many_small" else (4_500_000, 1)
    place = ",".join(f"[{x:.12f},59.3]" for x in np.linspace(17.1, 17.9, points))
    feature = f'{{"type":"Feature","properties":{{"NAMN":"A"}},"geometry":{{"type":"Polygon","coordinates":[[{place},[17.1,59.3]]]}}}}'
    path = folder / "a.geojson"
    with path.open("w") as file:
        file.write('{"type":"FeatureCollection","features":[' + feature)
        for _ in range(areas - 1):
            file.write("," + feature)
        file.write("]}")
    return path


def test_the_program_gets_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    real = subprocess.run

    def run(*args: object, env: dict[str, str], **options: object) -> object:
        seen.update(env)
        return real(*args, env=env, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    read_layer(geo.geojson(tmp_path / "a.geojson", [geo.row(shape=geo.square(17.9, 59.3, 0.01))]))
    assert seen and not {"SECRET_KEY", "DATABASE_URL", "KEYS", "KEY_FILE"} & seen.keys()


def test_a_program_that_dies_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(FileProblem, match="läsningen avbröts"):
        read_layer(tmp_path / "fil")


def test_a_program_that_never_ends_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, 60)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(FileProblem, match="för lång tid"):
        read_layer(tmp_path / "fil")
