"""The open report as a PDF that everybody can read: PDF/UA-1 and PDF/A-2a, made by Typst.

The template is fixed; the report comes as JSON beside it, so nothing in a text can become template code. The clock is the report's own
date, so the same report gives the same bytes.
"""

import importlib.util
import json
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

import typst

from .data import OpenReport
from .pdfdata import pdf_values

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
FONT_PACKAGE = "font_source_sans_pro"


@lru_cache(maxsize=1)
def font_folder() -> Path:
    """Return the folder of the sans face, where the package was installed; the package itself is not run."""
    spec = importlib.util.find_spec(FONT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {FONT_PACKAGE} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "files"


def pdf_bytes(report: OpenReport) -> bytes:
    """Return the report as PDF."""
    moment = datetime.combine(report.edition_date, time(), tzinfo=UTC)
    return typst.compile(
        str(TEMPLATES / "open_report.typ"),
        root=str(TEMPLATES),
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(pdf_values(report), ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(moment.timestamp()),
    )
