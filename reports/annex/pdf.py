"""The annex as a PDF that everybody who may read it can read (PDF/UA-1), marked on every page.

The texts go to the fixed template as JSON, in memory: they are neither written to a file nor read as template code.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import typst
from django.utils.text import capfirst

from assessments.enums import Category
from lagesbild.ui.templatetags.ui import date_time
from reports.annex.models import AnnexEntry
from reports.annex.queries import Region, met_word
from reports.models import NationalPicture
from reports.open.pdf import TEMPLATES, font_folder


@dataclass(frozen=True, slots=True)
class Copy:
    """Which exemplar this is, who took it out, in which role, for whom outside the system, and when."""

    number: int
    role: str
    username: str
    recipient: str
    at: datetime


def annex_pdf(picture: NationalPicture, regions: list[Region], copy: Copy) -> bytes:
    """Return the annex of `picture` as PDF."""
    pdf = typst.compile(
        str(TEMPLATES / "annex.typ"),
        root=str(TEMPLATES),
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"annex": json.dumps(_values(picture, regions, copy), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(copy.at.timestamp()),
    )
    return bytes(pdf)


def _values(picture: NationalPicture, regions: list[Region], copy: Copy) -> dict[str, Any]:
    who = f"{copy.role} ({copy.username})" if copy.role else copy.username
    handed_on = f", lämnat till {copy.recipient}" if copy.recipient else ""
    return {
        "title": f"Sekretessbelagd bilaga till den nationella lägesbilden {picture.year}",
        "version": f"Version {picture.version}",
        "number": f"Exemplar {copy.number}",
        "copy": f"Exemplar {copy.number}, uttaget av {who} {date_time(copy.at)}{handed_on}",
        "note": "Återspelad omgång: texterna är påhittade." if picture.is_replay else "",
        "regions": [{"name": region.name, "areas": [_area(entry) for entry in region.entries]} for region in regions],
    }


def _area(entry: AnnexEntry) -> dict[str, Any]:
    return {
        "name": entry.area_name,
        "lpo": entry.lpo_name,
        "ground": entry.ground,
        "category": _category(entry.category),
        "proposal": _category(entry.proposed_category) if entry.proposed_category else "Inget förslag",
        "description": _paragraphs(entry.description),
        "grounds": [[ground["criterion"], capfirst(met_word(ground["met"])), ground["text"]] for ground in entry.grounds],
        "dissent": _paragraphs(entry.dissent),
    }


def _category(value: str) -> str:
    return capfirst(str(Category(value).label))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
