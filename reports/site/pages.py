"""The pages of a bundle: where each one lies, its template and what it shows. All links are relative."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from lagesbild.ui.swedish import capitalised, signed
from reports.open import change_sentences, sentences, words
from reports.open.data import OpenArea, OpenLineage, OpenLpo, OpenQuestion, OpenYear
from reports.open.pdfdata import paragraphs
from reports.open.totals import Changes

from .model import RegionSection, Site, breakable, lpo_title

ASSETS = "tillgangar"
Context = dict[str, Any]
File = tuple[str, str, str]  # path, words, note


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path in the bundle and its bytes when it is rendered."""

    path: str
    template: str
    context: Context

    def render(self) -> bytes:
        return render_to_string(self.template, self.context).encode()


def pages(site: Site, files: tuple[File, ...]) -> Iterator[Page]:
    """Return every page of the bundle. `files` are the downloads, with their sizes."""
    yield page(site, "index.html", "overview", "Översikt", _overview(site, files))
    yield page(site, "metod/index.html", "method", "Metod", {"sections": _questions(site), "meaning": meaning(site)})
    yield page(site, "tillganglighet/index.html", "accessibility", "", {})
    for section in site.sections:
        yield page(site, f"region/{section.region.slug}/index.html", "region", "Områden", _region(site, section))
    for lpo in site.roster:
        yield page(site, f"lpo/{lpo.slug}/index.html", "lpo", "Områden", _lpo(site, lpo))
    for area in site.report.areas:
        yield page(site, f"omrade/{area.slug}/index.html", "area", "Områden", _area(site, area, files))


def page(site: Site, path: str, template: str, current: str, context: Context) -> Page:
    """Return a page with what every page needs besides its own: the way up, the menu, the footer."""
    up = "../" * path.count("/")
    return Page(path, f"public/{template}.html", {**frame(site, up, current), **context})


def frame(site: Site, up: str, current: str) -> Context:
    menu = (
        ("Översikt", "index.html"),
        ("Områden", "index.html#regioner"),
        ("Metod", "metod/index.html"),
        ("Ladda ner", "index.html#ladda-ner"),
    )
    return {
        "site": site,
        "report": site.report,
        "year": site.report.year,
        "up": up,
        "css_href": f"{up}{ASSETS}/lagesbild.css",
        "icon_href": f"{up}{ASSETS}/icon.svg",
        "root_href": f"{up}index.html",
        "menu": [{"label": label, "href": up + href, "current": label == current} for label, href in menu],
        "footer_links": [
            {"label": "Så görs bedömningen", "href": f"{up}metod/index.html"},
            {"label": "Öppna data", "href": f"{up}index.html#ladda-ner"},
            {"label": "Tillgänglighetsredogörelse", "href": f"{up}tillganglighet/index.html"},
            {"label": "Alla lägesbilder", "href": f"{up}../index.html"},
        ],
    }


def meaning(site: Site) -> Context:
    """Return what a category says and does not say, and the definitions of the categories that the method knows."""
    return {
        "says": words.SAYS,
        "says_not": words.SAYS_NOT,
        "definitions": [(category, words.DEFINITION[category]) for category in site.report.categories],
        "source": words.DEFINITION_SOURCE,
    }


def _overview(site: Site, files: tuple[File, ...]) -> Context:
    return {
        "files": files,
        "meaning": meaning(site),
        "changes": None if site.changes is None else _changes(site, site.changes),
        "earlier_versions": range(1, site.report.version),
    }


def _changes(site: Site, since: Changes) -> Context:
    return {
        "since": since,
        "sum": since.sum,
        "sum_words": change_sentences.sum_words(since.sum, since.previous_year, since.year),
        "real_balance": signed(since.real_balance) if since.real_balance else "0",
        "real_summary": sentences.real_summary(since),
        "real_items": sentences.real_items(since),
        "technical_balance": signed(since.technical_balance) if since.technical_balance else "0",
        "technical_summary": change_sentences.technical_summary(since),
        "technical_items": change_sentences.technical_items(site.report, since),
        "method_items": sentences.method_items(since),
    }


def _questions(site: Site) -> dict[str, list[OpenQuestion]]:
    sections: dict[str, list[OpenQuestion]] = {}
    for question in site.report.questions:
        sections.setdefault(question.section, []).append(question)
    return sections


def _region(site: Site, section: RegionSection) -> Context:
    name = f"Region {section.region.name}"
    return {"region_name": name, "section": section, "maps": site.region_maps(section.region), "lpos": site.lpos_in(section.region)}


def _lpo(site: Site, lpo: OpenLpo) -> Context:
    """Return a local police area's page. It tells whether areas are on the list, never how the local police answered."""
    rows = site.areas_of(lpo)
    title = lpo_title(lpo)
    return {
        "lpo": lpo,
        "region_name": f"Region {lpo.region_name}",
        "title": title,
        "label": breakable(title),
        "lead": sentences.lpo_summary(title[:1].lower() + title[1:], tuple(row.area for row in rows)),
        "rows": rows,
        "unnamed": "" if lpo.is_named else words.UNNAMED_LPO,
    }


def _area(site: Site, area: OpenArea, files: tuple[File, ...]) -> Context:
    year = site.report.year
    return {
        "area": area,
        "label": breakable(area.name),
        "lead": sentences.area_lead(area, year),
        "trend": "" if area.trend is None else words.TREND[area.trend],
        "trend_icon": "" if area.trend is None else words.TREND_ICON[area.trend],
        "surface": "" if area.area_km2 is None else words.format_area(area.area_km2),
        "region_name": f"Region {area.region_name}",
        "word_now": capitalised(words.CATEGORY[area.category]),
        "earlier": [(past, _past(past)) for past in area.history if past.year < year],
        "compared": change_sentences.compared(area, site.report),
        "lineage": [change_sentences.lineage_sentence(change) for change in site.report.lineage if _became(change, area)],
        "grounds": paragraphs(area.grounds),
        "files": files,
    }


def _became(change: OpenLineage, area: OpenArea) -> bool:
    """Answer whether a technical change led to this area. Older pictures kept no ids; then the name must do."""
    return area.slug in change.after_slugs if change.after_slugs else area.name in change.after


def _past(past: OpenYear) -> str:
    return "" if past.category is None else capitalised(words.CATEGORY[past.category])
