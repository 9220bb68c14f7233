"""What a built bundle holds, by part, as its own manifest tells."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from reports.models import Build
from reports.open.words import format_size
from reports.site.bundle import MANIFEST


@dataclass(frozen=True, slots=True)
class Part:
    """Files of one sort: how many, and their size in words."""

    name: str
    count: int
    size: str


def parts_of(build: Build) -> list[Part]:
    """Return the parts of a built bundle; nothing when it is not built or its files are no longer there."""
    if build.built_at is None:
        return []
    try:
        files = json.loads((settings.BUILD_DIR / build.folder / MANIFEST).read_bytes())["filer"]
    except (OSError, ValueError, KeyError):
        return []
    sorts = {
        _("Webbsidor"): {".html"},
        _("Rapport, PDF"): {".pdf"},
        _("Öppna data"): {".csv", ".json", ".geojson"},
        _("Utseende"): {".css", ".svg"},
    }
    found = []
    for name, endings in sorts.items():
        sizes = [row["storlek"] for row in files if PurePosixPath(row["sokvag"]).suffix in endings]
        found.append(Part(name, len(sizes), format_size(sum(sizes))))
    return found
