"""The checks of a built bundle before it may be published. A hit on a secret is counted and never printed.

They read the files as they lie on the disk, not what the build meant to write.
"""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Category, RoundState
from assessments.models import AreaAssessment
from reports.annex.models import AnnexEntry
from reports.built_bundle import BuiltBundle
from reports.enums import Outcome
from reports.models import Build, ReleaseCheck
from reports.open.data import OpenReport
from reports.open.words import CATEGORY
from reports.site.bundle import verify_bundle

WORDS_IN_A_ROW = 8  # so many equal words in a row count as the same text
BROKEN = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
PERSONAL_NUMBER = re.compile(r"(?<![\d.])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+ ]\d{4}(?!\d)")
Result = tuple[bool, str, str, str]  # green, title, summary, detail


def run_checks(build: Build, report: OpenReport, folder: Path) -> list[ReleaseCheck]:
    """Return the unsaved results of every check, in the order people read them."""
    bundle = BuiltBundle(build, report, folder)
    rows = []
    for code, check in CHECKS.items():
        green, title, summary, detail = check(bundle)
        outcome = Outcome.OK if green else Outcome.BAD
        rows.append(ReleaseCheck(build=build, code=code, outcome=outcome, title=title, summary=summary, detail=detail))
    return rows


def _no_secret(bundle: BuiltBundle) -> Result:
    entries = AnnexEntry.objects.filter(picture=bundle.build.picture)
    secret = {shingle for entry in entries for text in _secrets(entry) for shingle in _shingles(text)}
    hits = [name for name, text in bundle.texts.items() if secret and not secret.isdisjoint(_shingles(text))]
    found = _("Åtta ord i följd är samma som i en sekretessbelagd text i: %(files)s. Skriv om den i en ny version och bygg igen.")
    clean = _("Varje öppen fil är jämförd med de sekretessbelagda texterna, åtta ord i följd.")
    return (
        not hits,
        _("Ingen text ur sekretessdelen finns i paketet"),
        _("%(hits)s i %(files)s") % {"hits": _hits(len(hits)), "files": _files(len(bundle.texts))},
        found % {"files": ", ".join(hits[:5])} if hits else clean,
    )


def _every_area_decided(bundle: BuiltBundle) -> Result:
    round_ = bundle.build.picture.round
    listed = len(bundle.report.areas)
    waiting = AreaAssessment.objects.filter(picture__round=round_, decision__isnull=True, left_out_at__isnull=True).count()
    return (
        waiting == 0 and round_.state == RoundState.CLOSED,
        _("Alla områden har ett beslut"),
        ngettext("%(n)s område på listan, %(waiting)s väntar", "%(n)s områden på listan, %(waiting)s väntar", listed)
        % {"n": listed, "waiting": waiting},
        _("Varje område i omgången har ett klassificeringsbeslut eller är lämnat utan beslut med skäl, och omgången är stängd."),
    )


def _sums_agree(bundle: BuiltBundle) -> Result:
    """Count the categories in the data files as they lie on the disk, and compare them with the picture's copies."""
    report = bundle.report
    expected = Counter(CATEGORY[Category(row)] for row in bundle.build.picture.entries.values_list("category", flat=True))
    regions = {region.slug for region in report.regions}
    counted = [
        Counter(row["kategori"] for row in csv.DictReader(io.StringIO(bundle.data["omraden.csv"]))),
        Counter(row["kategori"] for row in json.loads(bundle.data["omraden.json"])["omraden"]),
        Counter(row["properties"]["kategori"] for row in json.loads(bundle.data["omraden.geojson"])["features"]),
        Counter(CATEGORY[area.category] for area in report.areas if area.region_slug in regions),
    ]
    sums = " + ".join(str(expected[CATEGORY[category]]) for category in report.categories)
    return (
        all(counts == expected for counts in counted),
        _("Summorna stämmer"),
        f"{sums} = {expected.total()}",
        _("Kategorierna summerar till samma antal i lägesbilden, i regionerna och i datafilerna."),
    )


def _nobody_named(bundle: BuiltBundle) -> Result:
    hits = [name for name, text in bundle.texts.items() if PERSONAL_NUMBER.search(text)]
    found = _("Något som ser ut som ett personnummer finns i: %(files)s.") % {"files": ", ".join(hits[:5])}
    clean = _("Ingen öppen fil har något som ser ut som ett personnummer.")
    return not hits, _("Inga personnummer"), _hits(len(hits)), found if hits else clean


def _links_work(bundle: BuiltBundle) -> Result:
    links = [(name, tag, link) for name, page in bundle.pages.items() for tag, link in page.links]
    broken = [f"{name} → {link}" for name, tag, link in links if not bundle.resolves(name, tag, link)]
    found = _("Trasiga länkar: %(links)s") % {"links": "; ".join(broken[:5])}
    clean = _("Alla länkar går till en fil i paketet eller till den gemensamma startsidan, och inget hämtas från någon annan.")
    number = ngettext("%(n)s länk", "%(n)s länkar", len(links)) % {"n": len(links)}
    return not broken, _("Alla länkar fungerar"), number, found if broken else clean


def _pdf_is_tagged(bundle: BuiltBundle) -> Result:
    pdf = (bundle.folder / "rapport.pdf").read_bytes()
    green = pdf.startswith(b"%PDF-1.7") and b"pdfuaid" in pdf and b"pdfaid" in pdf
    return (
        green,
        _("PDF:en är uppmärkt"),
        "PDF/UA-1, PDF/A-2a" if green else _("märkning saknas"),
        _("Rapporten är satt som tillgänglig PDF (PDF/UA-1) för bevarande (PDF/A-2a)."),
    )


def _is_whole(bundle: BuiltBundle) -> Result:
    problems = verify_bundle(bundle.folder)
    return (
        not problems,
        _("Paketet är helt"),
        _("%(files)s med kontrollsumma") % {"files": _files(len(bundle.files) - 1)},  # the manifest has none of its own
        "; ".join(problems[:5]) or _("Varje fil har den kontrollsumma som förteckningen anger."),
    )


CHECKS: dict[str, Callable[[BuiltBundle], Result]] = {
    "secret": _no_secret,
    "decided": _every_area_decided,
    "sums": _sums_agree,
    "persons": _nobody_named,
    "links": _links_work,
    "pdf": _pdf_is_tagged,
    "whole": _is_whole,
}
CHECK_COUNT = len(CHECKS)


def _hits(number: int) -> str:
    return ngettext("%(n)s träff", "%(n)s träffar", number) % {"n": number}


def _files(number: int) -> str:
    return ngettext("%(n)s fil", "%(n)s filer", number) % {"n": number}


def _secrets(entry: AnnexEntry) -> Iterator[str]:
    yield entry.description
    yield entry.dissent
    yield from (ground["text"] for ground in entry.grounds)


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    """Return each eight words in a row. A PDF has ligatures and words that are broken at the end of a line: they count as whole ones."""
    whole = BROKEN.sub("", unicodedata.normalize("NFKC", text).replace("\xad", ""))
    words = re.findall(r"\w+", whole.lower())
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)
