"""What the pages show: a report turned into rows and sections, worked out once for the whole bundle."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from areas.comparing import Sum
from assessments.enums import Category
from lagesbild.ui.swedish import swedish_key
from reports.open import change_sentences, maps, sentences, words
from reports.open.data import OpenArea, OpenLpo, OpenRegion, OpenReport
from reports.open.drawing import Drawing
from reports.open.pdfdata import note, paragraphs
from reports.open.sentences import Item
from reports.open.svg import page_svg
from reports.open.totals import Changes, NationalTable, areas_in, changes, national_table


class AreaRow(NamedTuple):
    """An area in a table: its number on the region's map and how it compares with the last list."""

    number: int
    area: OpenArea
    compared: Item | None
    trend: str

    @property
    def label(self) -> SafeString:
        return breakable(self.area.name)


class LpoGroup(NamedTuple):
    """Areas of one local police area; `lpo` is `None` when the sources do not say which one."""

    name: str
    slug: str | None
    areas: tuple[tuple[OpenArea, SafeString], ...]


class Figure(NamedTuple):
    """The headline number of one category."""

    category: Category
    letter: str
    number: int
    words: str
    meaning: str
    marks: range


class MapFigure(NamedTuple):
    drawing: Drawing
    svg: SafeString


@dataclass(frozen=True)
class RegionSection:
    """One region as the overview and its own page show it."""

    region: OpenRegion
    summary: str
    sum: Sum | None  # how its number of areas came from the one on the last list
    sum_words: str
    rows: tuple[AreaRow, ...]
    most_serious: tuple[LpoGroup, ...]
    unknown_lpo: int  # areas whose local police area no source tells


class Site:
    """A report and everything its pages need, each part worked out when it is first asked for."""

    def __init__(self, report: OpenReport) -> None:
        self.report = report

    @cached_property
    def note(self) -> str:
        return note(self.report)

    @cached_property
    def headline(self) -> str:
        return sentences.headline(self.report)

    @cached_property
    def lead(self) -> str:
        return sentences.lead(self.report)

    @cached_property
    def summary(self) -> list[str]:
        return paragraphs(self.report.summary)

    @cached_property
    def edition_date(self) -> str:
        return words.format_date(self.report.edition_date)

    @cached_property
    def table(self) -> NationalTable:
        return national_table(self.report)

    @cached_property
    def changes(self) -> Changes | None:
        return changes(self.report)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return the headline number of each category that the method knows."""
        return tuple(
            Figure(
                category, words.CATEGORY_LETTER[category], number, _words(category, number), words.SHORT_MEANING[category], range(number)
            )
            for category, number in zip(self.table.categories, self.table.counts, strict=True)
        )

    @cached_property
    def has_trend(self) -> bool:
        return any(area.trend is not None for area in self.report.areas)

    @cached_property
    def sections(self) -> tuple[RegionSection, ...]:
        return tuple(self._section(region) for region in self.report.regions)

    @cached_property
    def country_map(self) -> MapFigure:
        return map_figure(maps.country_map(self.report))

    @cached_property
    def city_maps(self) -> tuple[MapFigure, ...]:
        return tuple(map_figure(drawing) for drawing in maps.city_maps(self.report))

    def region_maps(self, region: OpenRegion) -> tuple[MapFigure, ...]:
        """Return the maps of one region: the region itself and its crowded places."""
        whole = maps.region_map(self.report, region)
        crowded = maps.city_maps(self.report, areas_in(self.report, region))
        return tuple(map_figure(drawing) for drawing in (whole, *crowded) if drawing is not None)

    @cached_property
    def roster(self) -> tuple[OpenLpo, ...]:
        """Return the local police areas that have a page: the round's roster, and those that an area names besides."""
        known = {lpo.slug: lpo for lpo in self.report.lpos}
        for area in self.report.areas:
            if area.lpo_slug and area.lpo_slug not in known:
                known[area.lpo_slug] = OpenLpo(
                    area.lpo_slug, area.lpo_name or "", area.lpo_code, area.region_name, area.region_slug, area.district_name,
                    is_named=True, zero_report=False,
                )  # fmt: skip
        return tuple(sorted(known.values(), key=lambda lpo: (not lpo.is_named, swedish_key(lpo.name), lpo.slug)))

    def lpos_in(self, region: OpenRegion) -> tuple[OpenLpo, ...]:
        return tuple(lpo for lpo in self.roster if lpo.region_slug == region.slug)

    def areas_of(self, lpo: OpenLpo) -> tuple[AreaRow, ...]:
        return tuple(self.row(number, area) for number, area in self._numbered if area.lpo_slug == lpo.slug)

    def row(self, number: int, area: OpenArea) -> AreaRow:
        trend = "" if area.trend is None else words.TREND[area.trend]
        return AreaRow(number, area, change_sentences.compared(area, self.report), trend)

    @cached_property
    def _numbered(self) -> tuple[tuple[int, OpenArea], ...]:
        return tuple(pair for region in self.report.regions for pair in maps.numbered(areas_in(self.report, region)))

    def _section(self, region: OpenRegion) -> RegionSection:
        areas, before = areas_in(self.report, region), self.report.previous_year
        numbers = next(row.sum for row in self.table.rows if row.region == region)
        return RegionSection(
            region=region,
            sum=numbers,
            sum_words=change_sentences.sum_words(numbers, before, self.report.year) if numbers and before else "",
            summary=sentences.region_summary(self.report, region),
            rows=tuple(self.row(number, area) for number, area in maps.numbered(areas)),
            most_serious=_groups(tuple(area for area in areas if area.category == Category.SARSKILT)),
            unknown_lpo=sum(area.lpo_slug is None for area in areas),
        )


def breakable(text: str) -> SafeString:
    """Return a long word so that it can go over two lines on a phone: after a slash, or inside "lokalpolisområde"."""
    return mark_safe(escape(text).replace("/", "/<wbr>").replace("okalpolisområde", "okalpolis&shy;område"))


def lpo_title(lpo: OpenLpo) -> str:
    """Return the name with what it is: "Lokalpolisområde Botkyrka"."""
    return lpo.name if lpo.name.lower().startswith("lokalpolisområde") else f"Lokalpolisområde {lpo.name}"


def map_figure(drawing: Drawing) -> MapFigure:
    """Draw a map for a page. Every text in it is escaped by the writer."""
    return MapFigure(drawing, mark_safe(page_svg(drawing)))


def _words(category: Category, number: int) -> str:
    return (words.CATEGORY if number == 1 else words.CATEGORY_PLURAL)[category]


def _groups(areas: tuple[OpenArea, ...]) -> tuple[LpoGroup, ...]:
    """Group areas by local police area, in Swedish order; those without one last."""
    found: dict[tuple[bool, str, str | None], list[OpenArea]] = {}
    for area in areas:
        found.setdefault((area.lpo_slug is None, area.lpo_name or words.UNKNOWN, area.lpo_slug), []).append(area)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], swedish_key(item[0][1])))
    return tuple(LpoGroup(name, slug, tuple((area, breakable(area.name)) for area in members)) for (_, name, slug), members in ordered)
