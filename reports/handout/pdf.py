"""The papers of a request: the masked copy and the decision. Data goes to fixed templates as JSON, in memory (PDF/UA-1).

The metadata hold a title and the authority, nothing else: nobody's name, no time but the decision's.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import typst

from lagesbild.ui.templatetags.ui import short_date
from reports.handout.enums import Result, Verdict
from reports.handout.masking import runs_of
from reports.handout.models import DocumentRequest, Paragraph
from reports.handout.parts import Part, parts_of
from reports.open.pdf import TEMPLATES, font_folder

MASKED_SECTION, MASKED_PART = "Maskat avsnitt", "Maskad del"


def copy_pdf(request: DocumentRequest, paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the document with its secret parts masked."""
    values = {
        "title": request.document,
        "register_number": request.register_number,
        "sections": [
            {"name": name or MASKED_SECTION, "parts": [_part(part) for part in parts]}
            for name, parts in groupby(parts_of(paragraphs), lambda part: part.section)
        ],
    }
    return _compile("masked_copy.typ", values, request)


def _part(part: Part) -> dict[str, Any]:
    if part.is_masked:
        grounds = sorted({str(row.ground) for row in part.rows})
        mask = {"mask": f"Maskat: {', '.join(grounds)}", "runs": [{"text": "", "masked": True}]}
        return {"heading": MASKED_PART, "paragraphs": [mask]}
    rows = [_paragraph(row) for row in part.rows]
    shown = groupby(rows, _mask_or_itself)  # masks that follow each other are one
    return {"heading": part.heading, "paragraphs": [next(same) for _key, same in shown]}


def _mask_or_itself(row: dict[str, Any]) -> object:
    return row["mask"] if all(run["masked"] for run in row["runs"]) else id(row)


def _paragraph(row: Paragraph) -> dict[str, Any]:
    mask = f"Maskat: {row.ground}" if row.ground else "Maskat"
    runs = runs_of(row.text, row.verdict, row.passages)
    return {"mask": mask, "runs": [{"text": run.text, "masked": run.is_masked} for run in runs]}


def decision_pdf(request: DocumentRequest, paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the decision: what was asked for, what is handed out and what is not, on which grounds and why, and how to appeal."""
    masked = {row.ground for row in paragraphs if row.ground is not None and row.verdict != Verdict.GIVE}
    values = {
        "register_number": request.register_number,
        "document": request.document,
        "wording": request.wording.strip().splitlines(),
        "received_on": short_date(request.received_on),
        "decided_on": short_date(request.decided_at),
        "role": request.decider_role,
        "result": str(Result(request.result).label),
        "is_full": request.result == Result.FULL,
        "reasons": [line for line in request.reasons.strip().splitlines() if line.strip()],
        "grounds": sorted([str(ground), ground.words] for ground in masked),
    }
    return _compile("handout_decision.typ", values, request)


def _compile(template: str, values: dict[str, Any], request: DocumentRequest) -> bytes:
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(request.decided_at.timestamp()) if request.decided_at else 0,
    )
    return bytes(made)
