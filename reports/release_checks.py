"""The checks of a built bundle before it may be published. A hit on a secret is counted and never printed.

They read the files as they lie on the disk, not what the build meant to write.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Category, RoundState
from assessments.models import AreaAssessment
from reports.built_bundle import BuiltBundle
from reports.models import Build, ReleaseCheck
from reports.open.data import OpenReport
from reports.open.words import CATEGORY
from reports.release.counts import small_numbers_hidden
from reports.release.names import nobody_named
from reports.release.persons import no_personal_number
from reports.release.properties import clean_properties
from reports.release.readable import every_file_read
from reports.release.result import Result, files, green_if
from reports.release.secrets import no_secret
from reports.site.bundle import verify_bundle


def run_checks(build: Build, report: OpenReport, folder: Path) -> list[ReleaseCheck]:
    """Return the unsaved results of every check, in the order people read them."""
    bundle = BuiltBundle(build, report, folder)
    rows = []
    for code, (version, check) in CHECKS.items():
        result = _without_names(check(bundle), bundle.comparison.untold)
        rows.append(ReleaseCheck(build=build, code=code, version=version, **result._asdict()))
    return rows


def _without_names(result: Result, untold: list[str]) -> Result:
    """Return the result without the names of files that are themselves copies of a secret."""
    instead = _("en fil vars namn inte visas")
    for name in untold:
        listed = tuple(words.replace(name, instead) for words in result.listed)
        result = result._replace(detail=result.detail.replace(name, instead), summary=result.summary.replace(name, instead), listed=listed)
    return result


def _every_area_decided(bundle: BuiltBundle) -> Result:
    round_ = bundle.build.picture.round
    listed = len(bundle.report.areas)
    waiting = AreaAssessment.objects.filter(picture__round=round_, decision__isnull=True, left_out_at__isnull=True).count()
    return Result(
        green_if(waiting == 0 and round_.state == RoundState.CLOSED),
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
    return Result(
        green_if(all(counts == expected for counts in counted)),
        _("Summorna stämmer"),
        f"{sums} = {expected.total()}",
        _("Kategorierna summerar till samma antal i lägesbilden, i regionerna och i datafilerna."),
    )


def _links_work(bundle: BuiltBundle) -> Result:
    links = [(name, tag, link) for name, page in bundle.pages.items() for tag, link in page.links]
    broken = [(name, link) for name, tag, link in links if not bundle.resolves(name, tag, link)]
    # An address may itself be the copy of a secret: then only its page is told.
    told = [name if name in bundle.comparison.files else f"{name} → {link}" for name, link in broken]
    found = _("Trasiga länkar: %(links)s") % {"links": "; ".join(told[:5])}
    clean = _("Alla länkar går till en fil i paketet eller till den gemensamma startsidan, och inget hämtas från någon annan.")
    number = ngettext("%(n)s länk", "%(n)s länkar", len(links)) % {"n": len(links)}
    return Result(green_if(not broken), _("Alla länkar fungerar"), number, found if broken else clean)


def _pdf_is_tagged(bundle: BuiltBundle) -> Result:
    pdf = (bundle.folder / "rapport.pdf").read_bytes()
    green = pdf.startswith(b"%PDF-1.7") and b"pdfuaid" in pdf and b"pdfaid" in pdf
    return Result(
        green_if(green),
        _("PDF:en är uppmärkt"),
        "PDF/UA-1, PDF/A-2a" if green else _("märkning saknas"),
        _("Rapporten är satt som tillgänglig PDF (PDF/UA-1) för bevarande (PDF/A-2a)."),
    )


def _is_whole(bundle: BuiltBundle) -> Result:
    problems = verify_bundle(bundle.folder)
    return Result(
        green_if(not problems),
        _("Paketet är helt"),
        _("%(files)s med kontrollsumma") % {"files": files(len(bundle.files) - 1)},  # the manifest has none of its own
        "; ".join(problems[:5]) or _("Varje fil har den kontrollsumma som förteckningen anger."),
    )


# The code that is kept, and the version of the check: it grows when what is looked for changes. The certificate names both.
CHECKS: dict[str, tuple[int, Callable[[BuiltBundle], Result]]] = {
    "secret": (2, no_secret),
    "readable": (1, every_file_read),
    "decided": (1, _every_area_decided),
    "sums": (1, _sums_agree),
    "small": (1, small_numbers_hidden),
    "persons": (2, no_personal_number),
    "names": (1, nobody_named),
    "properties": (1, clean_properties),
    "links": (1, _links_work),
    "pdf": (1, _pdf_is_tagged),
    "whole": (1, _is_whole),
}
CHECK_COUNT = len(CHECKS)
