"""What an open report says whoever wrote it: the wording of its templates, and the names of places and units."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from reports import open as open_report
from reports import site
from reports.open.data import OpenReport
from reports.open.words import PUBLISHER

TEMPLATES = ("public/*.html", "base.html", "base_public.html", "documents/open_report.typ")
PACKAGES = (open_report, site)
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"')


@lru_cache(maxsize=1)
def fixed_wording() -> tuple[str, ...]:
    """Return every text that stands in the templates and the code of the open report, apart."""
    folder = settings.BASE_DIR / "templates"
    found: list[str] = []
    for path in (path for pattern in TEMPLATES for path in sorted(folder.glob(pattern))):
        text = path.read_text("utf-8")
        found += [*TAGS.split(text), *QUOTED.findall(text)]
    for package in PACKAGES:
        for path in sorted(Path(package.__path__[0]).glob("*.py")):
            found += _strings(path)
    return tuple(text.strip() for text in found if text.strip())


def _strings(path: Path) -> Iterator[str]:
    """Return the texts of a module, without what is written about the code."""
    tree = ast.parse(path.read_text("utf-8"))
    about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


def names_in(report: OpenReport) -> Iterator[str]:
    """Return the names of the report's own places, units and questions: data that every reader of an edition sees."""
    yield from (PUBLISHER, report.method_name)
    yield from (text for question in report.questions for text in (question.section, question.text))
    yield from (region.name for region in report.regions)
    for lpo in report.lpos:
        yield from (lpo.name, lpo.district_name or "")
    for area in report.areas:
        yield from (area.name, area.lpo_name or "", area.district_name or "", area.municipality, area.region_name)
        yield from (name for year in area.history for name in (year.name, year.lpo_name or ""))
    for gone in report.removed:
        yield from (gone.name, gone.municipality)
    yield from (name for change in report.lineage for name in (*change.before, *change.after))
