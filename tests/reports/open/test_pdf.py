"""The PDF passes every rule of PDF/UA-1 and PDF/A-2a, says what it must, and is the same each time."""

import io
import json
import re
import time
from dataclasses import replace

import page as rules
import pytest
from pypdf import PdfReader, PdfWriter

from reports.open.data import OpenReport
from reports.open.pdf import pdf_bytes
from reports.open.pdfdata import pdf_values
from tests.reports.open import example

PROFILES = ("ua1", "pdfa2a")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_bytes(example.report(2019))


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    joined = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", joined.replace("\N{SOFT HYPHEN}", ""))


def broken_rules(content: bytes, profile: str) -> list[str]:
    """Return the rules that the file breaks.

    The check takes the last byte of a compressed stream for the end of its line when it happens to be a carriage return, one stream in some
    hundreds, and calls the length wrong. So lengths are looked at here, byte by byte; where they are right, that rule is kept.
    """
    failures = rules.validate_pdf_bytes(content, profile=profile).failures
    return [row.rule_id for row in failures if not (row.rule_id.endswith("-STREAM-LENGTH-001") and lengths_are_right(content))]


def lengths_are_right(content: bytes) -> bool:
    """Answer whether each stream ends where its length says."""
    found = 0
    for stream in re.finditer(rb"/Length (\d+)[^>]*>>\s*?stream\r?\n", content):
        found += 1
        if not re.match(rb"\r?\nendstream", content[stream.end() + int(stream[1]) :][:12]):
            return False
    return found == content.count(b"endstream") > 0


def test_a_wrong_length_is_seen(pdf: bytes) -> None:
    assert lengths_are_right(pdf)
    assert not lengths_are_right(re.sub(rb"/Length (\d+)", lambda found: b"/Length %d" % (int(found[1]) + 1), pdf, count=1))


@pytest.mark.parametrize("profile", PROFILES)
def test_all_rules_pass(pdf: bytes, profile: str) -> None:
    assert broken_rules(pdf, profile) == []


@pytest.mark.parametrize(
    "other", [example.report(2025), example.report(2015, replay=False), example.report(2019, version=2)], ids=["2025", "2015", "v2"]
)
def test_other_reports_pass_too(other: OpenReport) -> None:
    content = pdf_bytes(other)
    assert [broken_rules(content, profile) for profile in PROFILES] == [[], []]


def test_an_empty_list_can_be_printed(report: OpenReport) -> None:
    content = pdf_bytes(replace(report, areas=(), lpos=(), removed=(), questions=()))
    assert rules.validate_pdf_bytes(content, profile="ua1").is_compliant


@pytest.mark.parametrize("tag", [b"/Alt", b"/StructTreeRoot"])
def test_the_rules_see_what_is_missing(pdf: bytes, tag: bytes) -> None:
    """The control: with alternative texts or the structure taken away, the same check says no."""
    broken = _uncompressed(pdf).replace(tag, b"/X" + tag[2:])
    assert not rules.validate_pdf_bytes(broken, profile="ua1").is_compliant


def _uncompressed(pdf: bytes) -> bytes:
    """Write the PDF anew without compressed objects, so that its names can be found as text."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_same_report_same_bytes(pdf: bytes) -> None:
    assert pdf_bytes(example.report(2019)) == pdf


def test_it_is_fast() -> None:
    """Processor time, so that a busy machine does not fail it. The two cores share it."""
    report = example.report(2025)
    began = time.process_time()
    pdf_bytes(report)
    assert time.process_time() - began < 2


def test_cover_and_contents(text: str) -> None:
    for words in (
        "Nationell lägesbild över utsatta områden 2019",
        "Återspelad omgång: svaren och skälen är påhittade exempel.",
        "Diarienummer A000.000/2019",
        "Upplaga 1, 3 juni 2019",
        "Sextio områden i Sverige är utsatta",
        "Tre har gått från utsatt område till riskområde: Fornhöjden, Hovsjö och Rissne/Hallonbergen.",
        "Läs bilden rätt",
    ):
        assert words in text, words


def test_bookmarks_and_page_numbers(pdf: bytes, text: str) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    titles = json.dumps(_titles(reader.outline), ensure_ascii=False)
    assert "Nationellt resultat" in titles and "Rinkeby/Tensta" in titles
    assert f"2 ({len(reader.pages)})" in text


def _titles(outline: list) -> list:
    return [_titles(item) if isinstance(item, list) else item.title for item in outline]


def test_text_is_never_template_code(report: OpenReport) -> None:
    nasty = '#panic("x") $ * _ ` <a> @b \\ "'
    content = pdf_bytes(replace(report, summary=nasty, areas=(replace(report.areas[0], name=nasty, grounds=nasty),)))
    assert '#panic("x")' in "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_how_a_local_police_area_answered_is_not_told(report: OpenReport) -> None:
    """A zero report and a report without a listed area read the same."""
    other = replace(report, lpos=tuple(replace(lpo, zero_report=not lpo.zero_report) for lpo in report.lpos))
    assert pdf_values(other) == pdf_values(report)
