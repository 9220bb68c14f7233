"""The checks of a built bundle before it may be published. A hit on a secret is counted and never printed.

They read the files as they lie on the disk, not what the build meant to write.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from django.utils.translation import gettext as _

from assessments.enums import Category, RoundState
from assessments.models import AreaAssessment
from reports.annex.models import AnnexEntry
from reports.enums import Outcome
from reports.models import Build, ReleaseCheck
from reports.open.data import OpenReport
from reports.open.words import CATEGORY
from reports.site.bundle import verify_bundle

WORDS_IN_A_ROW = 8  # so many equal words in a row count as the same text
TEXT_FILES = {".html", ".csv", ".json", ".geojson"}
PERSONAL_NUMBER = re.compile(r"(?<![\d.])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+ ]\d{4}(?!\d)")
Result = tuple[Outcome, str, str, str]  # outcome, title, summary, detail


def run_checks(build: Build, report: OpenReport, folder: Path) -> list[ReleaseCheck]:
    """Return the unsaved results of every check, in the order people read them."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in TEXT_FILES
    }
    results = []
    for code, check in CHECKS.items():
        outcome, title, summary, detail = check(build, report, folder, texts)
        results.append(ReleaseCheck(build=build, code=code, outcome=outcome, title=title, summary=summary, detail=detail))
    return results


def _no_secret(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    secret = {
        shingle for entry in AnnexEntry.objects.filter(picture=build.picture) for text in _secrets(entry) for shingle in _shingles(text)
    }
    hits = [path for path, text in texts.items() if secret and any(shingle in secret for shingle in _shingles(_visible(path, text)))]
    return (
        Outcome.BAD if hits else Outcome.OK,
        _("Ingen text ur sekretessdelen finns i paketet"),
        _("%(hits)s träffar i %(n)s filer") % {"hits": len(hits), "n": len(texts)},
        _(
            "Åtta ord i följd är samma som i en sekretessbelagd text i: %(files)s. Skriv om den öppna texten, sammanställ på nytt och bygg igen."
        )
        % {"files": ", ".join(hits[:5])}
        if hits
        else _("Varje öppen fil är jämförd med de sekretessbelagda texterna, åtta ord i följd."),
    )


def _every_area_decided(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    round_ = build.picture.round
    waiting = AreaAssessment.objects.filter(picture__round=round_, decision__isnull=True, left_out_at__isnull=True).count()
    good = waiting == 0 and round_.state == RoundState.CLOSED
    return (
        Outcome.OK if good else Outcome.BAD,
        _("Alla områden har ett beslut"),
        _("%(n)s områden på listan, %(waiting)s väntar") % {"n": len(report.areas), "waiting": waiting},
        _("Varje område i omgången har ett klassificeringsbeslut eller är lämnat utan beslut med skäl, och omgången är stängd."),
    )


def _sums_agree(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    """Count the categories in the CSV and the JSON as they lie on the disk, and compare them with the picture's copies."""
    expected = Counter(CATEGORY[Category(row)] for row in build.picture.entries.values_list("category", flat=True))
    in_csv = Counter(row["kategori"] for row in csv.DictReader(io.StringIO(texts["omraden.csv"])))
    in_json = Counter(row["kategori"] for row in json.loads(texts["omraden.json"])["omraden"])
    in_map = Counter(row["properties"]["kategori"] for row in json.loads(texts["omraden.geojson"])["features"])
    in_regions = Counter(CATEGORY[area.category] for area in report.areas if area.region_slug in {region.slug for region in report.regions})
    good = expected == in_csv == in_json == in_map == in_regions
    sums = " + ".join(str(expected[CATEGORY[category]]) for category in report.categories)
    return (
        Outcome.OK if good else Outcome.BAD,
        _("Summorna stämmer"),
        f"{sums} = {expected.total()}",
        _("Kategorierna summerar till samma antal i lägesbilden, i regionerna och i datafilerna."),
    )


def _nobody_named(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    hits = [path for path, text in texts.items() if PERSONAL_NUMBER.search(_visible(path, text))]
    return (
        Outcome.BAD if hits else Outcome.OK,
        _("Inga personnummer"),
        _("%(n)s träffar") % {"n": len(hits)},
        _("Något som ser ut som ett personnummer finns i: %(files)s.") % {"files": ", ".join(hits[:5])}
        if hits
        else _("Ingen öppen fil har något som ser ut som ett personnummer."),
    )


def _links_work(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    broken, count = [], 0
    for path, text in texts.items():
        if not path.endswith(".html"):
            continue
        for tag, link in _read(text).links:
            count += 1
            if not _resolves(folder, path, tag, link):
                broken.append(f"{path} → {link}")
    return (
        Outcome.BAD if broken else Outcome.OK,
        _("Alla länkar fungerar"),
        _("%(n)s länkar") % {"n": count},
        _("Trasiga länkar: %(links)s") % {"links": "; ".join(broken[:5])}
        if broken
        else _("Alla länkar går till en fil i paketet eller till den gemensamma startsidan, och inget hämtas från någon annan."),
    )


def _whole(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    problems = verify_bundle(folder)
    return (
        Outcome.BAD if problems else Outcome.OK,
        _("Paketet är helt"),
        _("%(n)s filer med kontrollsumma") % {"n": sum(1 for path in folder.rglob("*") if path.is_file()) - 1},
        "; ".join(problems[:5]) or _("Varje fil har den kontrollsumma som förteckningen anger."),
    )


def _pdf_tagged(build: Build, report: OpenReport, folder: Path, texts: dict[str, str]) -> Result:
    head = (folder / "rapport.pdf").read_bytes()
    good = head.startswith(b"%PDF-1.7") and b"pdfuaid" in head and b"pdfaid" in head
    return (
        Outcome.OK if good else Outcome.BAD,
        _("PDF:en är uppmärkt"),
        "PDF/UA-1, PDF/A-2a" if good else _("märkning saknas"),
        _("Rapporten är satt som tillgänglig PDF (PDF/UA-1) för bevarande (PDF/A-2a)."),
    )


Check = Callable[[Build, OpenReport, Path, dict[str, str]], Result]
CHECKS: dict[str, Check] = {
    "secret": _no_secret,
    "decided": _every_area_decided,
    "sums": _sums_agree,
    "persons": _nobody_named,
    "links": _links_work,
    "pdf": _pdf_tagged,
    "whole": _whole,
}
CHECK_COUNT = len(CHECKS)


def _secrets(entry: AnnexEntry) -> Iterator[str]:
    yield entry.description
    yield entry.dissent
    yield from (ground["text"] for ground in entry.grounds)


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


class _Reader(HTMLParser):
    """Collects what a person reads on a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [(tag, value) for name, value in attrs if name in {"href", "src"} and value and tag != "use"]
        self.words += [value for name, value in attrs if name in {"title", "alt", "aria-label", "content"} and value]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def _visible(path: str, text: str) -> str:
    return " ".join(_read(text).words) if path.endswith(".html") else text


def _resolves(folder: Path, page: str, tag: str, link: str) -> bool:
    """Whether a link leads to a file of the bundle or to the shared start page above it. Only a text link may lead outside."""
    target = urldefrag(link).url
    if not target or (tag == "a" and target.startswith(("mailto:", "https://"))):
        return True
    resolved = urljoin(f"/oppen/{folder.name}/{page}", target)
    if not resolved.startswith(f"/oppen/{folder.name}/"):
        return resolved in {"/oppen/", "/oppen/index.html"}
    inside = folder / resolved.removeprefix(f"/oppen/{folder.name}/")
    return inside.is_file() or (inside / "index.html").is_file()
