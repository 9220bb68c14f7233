"""Reads a file of polygons in a program of its own (`areas.geo.reader`) and gives what it found, in words for people when it cannot."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapely
from django.conf import settings
from shapely.geometry.base import BaseGeometry

from areas.geo.sentences import FILE
from areas.importers.outcome import FileProblem
from lagesbild.ui.swedish import swedish_number

SECONDS: Final = 60
PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")  # nothing secret: no keys, no addresses of databases


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of the file: its number there (from 1), its attributes by column, and its polygon in SWEREF 99 TM or why there is none."""

    number: int
    values: dict[str, str]
    shape: BaseGeometry | None
    kind: str  # the kind of geometry that stood there; "missing" and "abroad" are kinds too


@dataclass(frozen=True, slots=True)
class Layer:
    """All of a file."""

    columns: tuple[str, ...]
    crs: str
    features: tuple[Feature, ...]


def read_layer(path: Path) -> Layer:
    """Return what the file at `path` holds. Raises `FileProblem`, whose text is one sentence that says what to do."""
    head, *rows = _lines(path)
    if "fault" in head:
        raise problem(head.pop("fault"), **head)
    columns = tuple(head["columns"])
    return Layer(columns, head["crs"], tuple(_feature(columns, row) for row in rows))


def problem(code: str, **told: Any) -> FileProblem:
    """Return the problem of a file with its sentence, numbers written as in Swedish."""
    words = {name: swedish_number(value) if isinstance(value, int) else value for name, value in told.items()}
    return FileProblem(str(FILE[code]) % words if words else str(FILE[code]))


def _feature(columns: tuple[str, ...], row: dict[str, Any]) -> Feature:
    shape = shapely.from_wkb(row["geometry"]) if row["geometry"] else None
    return Feature(row["number"], dict(zip(columns, row["values"], strict=True)), shape, row["kind"])


def _lines(path: Path) -> list[dict[str, Any]]:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(settings.BASE_DIR), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-P", "-m", "areas.geo.reader", str(path)]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=False, cwd=path.parent)
    except subprocess.TimeoutExpired as error:
        raise problem("slow") from error
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        raise FileProblem(str(FILE["crashed"])) from RuntimeError(_last_words(done.stderr))
    return [json.loads(line) for line in lines]


def _last_words(errors: bytes) -> str:
    """Return the end of what the program said when it failed, for the log of a developer."""
    return errors[-2000:].decode("utf-8", "replace")
