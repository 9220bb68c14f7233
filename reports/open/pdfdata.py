"""What the template of the PDF reads: the report as plain values, every sentence already written."""

from typing import Any

from areas.comparing import Sum
from assessments.enums import Category
from lagesbild.ui.swedish import capitalised, signed

from . import change_sentences, maps, sentences, words
from .data import OpenArea, OpenQuestion, OpenRegion, OpenReport
from .drawing import Drawing
from .svg import print_svg
from .totals import Changes, areas_in, changes, national_table

Values = dict[str, Any]
REGION_COLUMNS = ["Nr", "Område", "Kommun", "LPO", "Kategori", "Förra kategorin", "Utveckling"]


def pdf_values(report: OpenReport) -> Values:
    """Return everything that stands in the PDF."""
    since = changes(report)
    return {
        "cover": _cover(report),
        "headline": sentences.headline(report),
        "lead": sentences.lead(report),
        "counts": sentences.category_sentence(report),
        "summary": paragraphs(report.summary),
        "definitions": [[_category(category), words.DEFINITION[category]] for category in report.categories],
        "definition_source": words.DEFINITION_SOURCE,
        "method": _method(report),
        "national": _national(report),
        "changes": None if since is None else _changes(report, since),
        "maps": [_map(drawing) for drawing in (maps.country_map(report), *maps.city_maps(report))],
        "previous_year": report.previous_year,
        "regions": [_region(report, region) for region in report.regions],
        "unlisted": [_unlisted(report, region) for region in report.regions],
        "says": words.SAYS,
        "says_not": words.SAYS_NOT,
        "limitations": words.LIMITATIONS,
        "appendix": [_appendix_row(area) for area in report.areas],
        "source": report.source_note,
    }


def paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def note(report: OpenReport) -> str:
    """Return the sentence that says whether the report is a replay or taken over from a published list."""
    if report.is_replay:
        return words.REPLAY_NOTE
    return words.HISTORIC_NOTE if report.is_historic else ""


def _cover(report: OpenReport) -> Values:
    return {
        "title": f"Nationell lägesbild över utsatta områden {report.year}",
        "publisher": words.PUBLISHER,
        "edition": f"Upplaga {report.version}",
        "date": words.format_date(report.edition_date),
        "number": report.register_number,
        "note": note(report),
        "correction": report.correction_reason,
    }


def _category(category: Category | None) -> Values:
    """Return a category as letter (for the sign) and word; no category is a dash."""
    if category is None or category not in words.CATEGORY_LETTER:
        return {"letter": "", "word": "–" if category is None else capitalised(words.CATEGORY[category])}
    return {"letter": words.CATEGORY_LETTER[category], "word": capitalised(words.CATEGORY[category])}


def _method(report: OpenReport) -> Values:
    sections: dict[str, list[OpenQuestion]] = {}
    for question in report.questions:
        sections.setdefault(question.section, []).append(question)
    return {
        "name": report.method_name,
        "note": paragraphs(report.method_note),
        "lpo_count": report.lpo_count,
        "sections": [
            {"name": name, "rows": [[q.code, q.text, "Öppet" if q.is_open else "Sekretess"] for q in questions]}
            for name, questions in sections.items()
        ],
    }


def _national(report: OpenReport) -> Values:
    table = national_table(report)
    head = ["Region", *(words.CATEGORY_SHORT[category] for category in table.categories), str(report.year)]
    rows = [[row.region.name, *map(str, row.counts), str(row.total)] for row in table.rows]
    foot = ["Hela landet", *map(str, table.counts), str(table.total)]
    if table.sum is not None:
        head += [str(report.previous_year), "Verklig", "Teknisk"]
        for cells, numbers in zip([*rows, foot], [*(row.sum for row in table.rows), table.sum], strict=True):
            cells.extend([str(numbers.before), signed(numbers.real), _technical(numbers)] if numbers else ["–"] * 3)
    return {"head": head, "rows": rows, "foot": foot}


def _technical(numbers: Sum) -> str:
    return signed(numbers.technical) + (f" ({signed(numbers.moved)} flyttat)" if numbers.moved else "")


def _changes(report: OpenReport, since: Changes) -> Values:
    return {
        "equation": since.sum.equation,
        "sum": change_sentences.sum_words(since.sum, since.previous_year, since.year),
        "real": {
            "balance": signed(since.real_balance),
            "summary": sentences.real_summary(since),
            "items": [[item.strong, item.rest] for item in sentences.real_items(since)],
        },
        "method": [[item.strong, item.rest] for item in sentences.method_items(since)],
        "technical": {
            "balance": signed(since.technical_balance),
            "summary": change_sentences.technical_summary(since),
            "items": list(change_sentences.technical_items(report, since)),
        },
        "new": [[area.name, area.municipality, area.region_name, _category(area.category)] for area in since.new],
        "removed": [
            [gone.name, gone.municipality, gone.region_name, _category(gone.previous_category), gone.reason] for gone in report.removed
        ],
    }


def _map(drawing: Drawing) -> Values:
    return {
        "svg": print_svg(drawing),
        "alt": drawing.title,
        "caption": drawing.caption or drawing.title,
        "tall": drawing.height > 700,
        "big": drawing.height > 500,
    }


def _region(report: OpenReport, region: OpenRegion) -> Values:
    drawing = maps.region_map(report, region)
    areas = areas_in(report, region)
    with_trend = any(area.trend is not None for area in report.areas)
    return {
        "name": f"Region {region.name}",
        "short": region.name,
        "summary": sentences.region_summary(report, region),
        "map": None if drawing is None else _map(drawing),
        "columns": REGION_COLUMNS if with_trend else REGION_COLUMNS[:-1],
        "rows": [_region_row(report, number, area, with_trend=with_trend) for number, area in maps.numbered(areas)],
        "areas": [_area(report, area) for area in areas],
    }


def _region_row(report: OpenReport, number: int, area: OpenArea, *, with_trend: bool) -> list[Any]:
    lpo = area.lpo_name or words.UNKNOWN
    before = change_sentences.origin_of(area, report) or _category(area.previous_category)
    cells: list[Any] = [str(number), area.name, area.municipality, lpo, _category(area.category), before]
    return [*cells, _trend(area)] if with_trend else cells


def _trend(area: OpenArea) -> str:
    return "–" if area.trend is None else capitalised(words.TREND[area.trend])


def _area(report: OpenReport, area: OpenArea) -> Values:
    facts = [["Kommun", area.municipality], ["Lokalpolisområde", area.lpo_name or words.UNKNOWN]]
    if area.trend is not None:
        facts.append(["Utveckling", words.TREND[area.trend]])
    if area.area_km2 is not None:
        facts.append(["Yta", words.format_area(area.area_km2)])
    return {
        "name": area.name,
        "category": _category(area.category),
        "lead": sentences.area_lead(area, report.year),
        "facts": facts,
        "history": [[str(past.year), past.name, _past(past.category), past.lpo_name or "–"] for past in area.history],
        "grounds": paragraphs(area.grounds),
        "example": area.grounds_are_example,
    }


def _past(category: Category | None) -> Values:
    return {"letter": "", "word": "Inte med på listan"} if category is None else _category(category)


def _unlisted(report: OpenReport, region: OpenRegion) -> Values:
    """Return a region's local police areas without an area on the list. That they have none is told for each; how they answered is not."""
    listed = {area.lpo_slug for area in report.areas}
    return {"name": region.name, "lpos": [lpo.name for lpo in report.lpos if lpo.region_slug == region.slug and lpo.slug not in listed]}


def _appendix_row(area: OpenArea) -> list[Any]:
    point = "–" if area.lat is None or area.lon is None else f"{area.lat:.4f}, {area.lon:.4f}"
    return [area.name, area.region_name, area.municipality, area.lpo_code or "–", _category(area.category), point]
