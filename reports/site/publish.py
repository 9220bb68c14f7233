"""Bringing a bundle before the public, and the list of everything published.

The public folder is plain files, so that any web server can serve it:

    oppen/index.html            all pictures, newest first
    oppen/tillgangar/           the style of that page
    oppen/2019                  → the version of 2019 that holds (a link, replaced in one step)
    oppen/2019-v1, 2019-v2 …    → each version, for good: an edition's address never changes
    oppen/_versioner/2019-v1/   the files

A reader sees the old version or the new one, never a mixture.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from assessments.enums import Category
from lagesbild.ui.swedish import capitalised, join_swedish
from reports.open import words

from .bundle import MANIFEST, STATIC, static_bytes, sync_folder, sync_tree, verify_bundle
from .pages import ASSETS

ROOT = "oppen"
VERSIONS = "_versioner"


@dataclass(frozen=True, slots=True)
class Publication:
    """One published picture in the list of all: the version that holds, and its totals."""

    year: int
    version: int
    edition_date: date
    counts: Mapping[Category, int] = field(default_factory=dict)
    note: str = ""  # replay or historic, in words


class BrokenBundle(Exception):
    """The bundle is not whole; the problems are its arguments."""


def switch_in(bundle: Path, *, public_dir: Path, year: int, version: int) -> Path:
    """Make a bundle the one that the public reads for its year, and return where its files now are.

    The files are copied beside the others first, then the year's link is replaced in one step. Called again, it only sets the links.
    Other files under the same number were left by a publication that was taken back before it was one: they give way.
    """
    target = public_dir / ROOT / VERSIONS / f"{year}-v{version}"
    if not (target / MANIFEST).exists() or (target / MANIFEST).read_bytes() != (bundle / MANIFEST).read_bytes():
        _copy(bundle, target)
    if problems := verify_bundle(target):
        raise BrokenBundle(*problems)
    _link(public_dir / ROOT / f"{year}-v{version}", target)
    _link(public_dir / ROOT / str(year), target)
    return target


def switch_out(*, public_dir: Path, year: int) -> None:
    """Take a year away from the public. Its editions keep their own addresses."""
    (public_dir / ROOT / str(year)).unlink(missing_ok=True)
    sync_folder(public_dir / ROOT)


def current_version(*, public_dir: Path, year: int) -> int | None:
    """Return the version that the public reads for a year, or `None`."""
    try:
        name = (public_dir / ROOT / str(year)).readlink().name
    except OSError:
        return None
    return int(name.rpartition("-v")[2])


def _copy(bundle: Path, target: Path) -> None:
    if problems := verify_bundle(bundle):
        raise BrokenBundle(*problems)
    half, gone = target.with_name(f".{target.name}.half"), target.with_name(f".{target.name}.gone")
    shutil.rmtree(half, ignore_errors=True)
    shutil.rmtree(gone, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(bundle, half)
    sync_tree(half)
    if target.exists():
        target.rename(gone)
    half.rename(target)
    sync_folder(target.parent)
    shutil.rmtree(gone, ignore_errors=True)


def _link(link: Path, target: Path) -> None:
    """Point `link` to `target` in one step: a new link is made beside it and renamed over it."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    fresh.replace(link)
    sync_folder(link.parent)


def write_index(public_dir: Path, publications: Iterable[Publication]) -> None:
    """Write the list of all published pictures, newest first, and its style."""
    root = public_dir / ROOT
    (root / ASSETS).mkdir(parents=True, exist_ok=True)
    for name in STATIC:
        _replace(root / ASSETS / name, static_bytes(name))
    newest_first = sorted(publications, key=lambda publication: publication.year, reverse=True)
    _replace(root / "index.html", index_page(newest_first))


def index_page(publications: Iterable[Publication], assets: str = ASSETS, root_href: str = "index.html") -> bytes:
    """Return the page that lists the publications; without any it says when something will come."""
    rows = [_row(publication) for publication in publications]
    return render_plain("public/index.html", assets, root_href, {"rows": rows})


def render_plain(template: str, assets: str, root_href: str, context: dict[str, Any]) -> bytes:
    """Render a page that belongs to no year."""
    plain = {"css_href": f"{assets}/lagesbild.css", "icon_href": f"{assets}/icon.svg", "root_href": root_href}
    with translation.override("sv"):
        return render_to_string(template, {**plain, **context}).encode()


def _row(publication: Publication) -> dict[str, Any]:
    counted = [(category, publication.counts[category]) for category in Category.listed() if category in publication.counts]
    parts = [f"{number} {(words.CATEGORY if number == 1 else words.CATEGORY_PLURAL)[category]}" for category, number in counted]
    return {
        "publication": publication,
        "total": sum(number for _, number in counted),
        "words": capitalised(join_swedish(parts)),
        "day": words.format_date(publication.edition_date),
    }


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old one or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
