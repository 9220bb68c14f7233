"""The paper's parts: paragraphs that follow each other under one heading. A part that is masked whole does not even tell its heading:
that there is a differing opinion, or what a proposed area is called, can be as secret as the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.handout.enums import Verdict
from reports.handout.models import Paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of one heading in one section. Of a masked part only the grounds are told; of a section that is all masked, no name."""

    section: str
    heading: str
    rows: list[Paragraph]
    is_masked: bool


def parts_of(paragraphs: Iterable[Paragraph]) -> list[Part]:
    """Return the parts in order. Masked ones that follow each other are one, so that nobody can count them."""
    found: list[Part] = []
    for section, rows in groupby(paragraphs, lambda row: row.section_name):
        within = list(rows)
        named = "" if _is_masked(within) else section
        for heading, under in groupby(within, lambda row: row.heading):
            one = list(under)
            masked = _is_masked(one)
            if masked and found and found[-1].is_masked and found[-1].section == named:
                found[-1].rows.extend(one)
            else:
                found.append(Part(named, "" if masked else heading, one, masked))
    return found


def _is_masked(rows: Iterable[Paragraph]) -> bool:
    return all(row.verdict == Verdict.MASK for row in rows)
