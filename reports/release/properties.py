"""What files say about themselves: only what an edition says of itself anyway may stand there."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.built_bundle import BuiltBundle
from reports.open.data import OpenReport
from reports.open.pdfdata import pdf_values
from reports.open.words import PUBLISHER
from reports.release.result import Result, files, green_if, some

TOOL = re.compile(r"Typst \d+(\.\d+)*|xmp-writer")
DATES = frozenset({"CreationDate", "ModDate", "CreateDate", "ModifyDate", "when", "created", "modified"})
IDENTIFIERS = frozenset({"InstanceID", "instanceID", "DocumentID"})
IDENTIFIER = re.compile(r"[A-Za-z0-9+/]{22}==(_source)?")  # drawn from the content
# The standard's own values: they tell what sort of file it is.
TECHNICAL = {
    "format": r"application/pdf",
    "part": r"[12]",
    "conformance": r"A",
    "PDFVersion": r"1\.7",
    "RenditionClass": r"proof",
    "NPages": r"\d{1,4}",
    "action": r"saved|converted",
    "Trapped": r"/?(True|False|Unknown)",
    "language": r"sv(-SE)?",
    "Lang": r"sv(-SE)?",
}


def clean_properties(bundle: BuiltBundle) -> Result:
    """Name every property that is none of the edition's own, by file and key. The value is not told."""
    may = Allowed(bundle.report)
    found = [
        f"{name} ({key})"
        for name, contents in bundle.contents.items()
        if contents
        for key in sorted({key for key, value in contents.properties if not may(key, value)})
    ]
    told = _("Egenskaper som inte hör till upplagan finns i: %(files)s. Ta bort dem och bygg igen.")
    clean = _("Filerna säger inte mer om sig själva än titel, språk, utgivare och utgivningsdag. Ingen har en tidigare version i sig.")
    red = ngettext("%(n)s egenskap i %(files)s", "%(n)s egenskaper i %(files)s", len(found))
    return Result(
        green_if(not found),
        _("Filernas egenskaper är rena"),
        red % {"n": len(found), "files": files(len(bundle.files))} if found else files(len(bundle.files)),
        told % {"files": some(found)} if found else clean,
    )


class Allowed:
    """Answers whether a property may stand: what the edition says of itself on its first page, and what the tool says of itself."""

    def __init__(self, report: OpenReport) -> None:
        cover = pdf_values(report)
        self.values = {cover["cover"]["title"], cover["headline"], PUBLISHER, PUBLISHER.split(",")[0]}
        self.day = report.edition_date

    def __call__(self, key: str, value: str) -> bool:
        if key in DATES:
            return value in {f"D:{self.day:%Y%m%d}000000Z", f"{self.day.isoformat()}T00:00:00+00:00", f"{self.day.isoformat()}T00:00:00Z"}
        if key in IDENTIFIERS:
            return IDENTIFIER.fullmatch(value) is not None
        if key in TECHNICAL:
            return re.fullmatch(TECHNICAL[key], value) is not None
        return value in self.values or TOOL.fullmatch(value) is not None
