"""The two lists of a report side by side: what the number of areas owes to the situation, and what only to how the map is drawn.

The rule itself is `areas.comparing`; here it is fed from the copies of a report, whose public ids are the keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from areas.comparing import Comparison, Link, Place, Sum, compare
from areas.enums import LineageKind, Status
from assessments.enums import Category

from .data import OpenArea, OpenLineage, OpenRegion, OpenRemoved, OpenReport


@dataclass(frozen=True, slots=True)
class Line:
    """One area of either list, in words: what it was, what it is, and what it adds to the number of areas."""

    slug: str
    status: Status
    names_before: tuple[str, ...]
    names_after: tuple[str, ...]
    categories_before: tuple[Category, ...]
    category_after: Category | None
    region: str
    real: int
    technical: int


class Lists:
    """A report's list and the one before it, compared. Only for a report that has an earlier list."""

    def __init__(self, report: OpenReport) -> None:
        assert report.previous_year is not None, "there is an earlier list"
        self.report = report
        self.areas: dict[str, OpenArea] = {area.slug: area for area in report.areas}
        self.removed: dict[str, OpenRemoved] = {gone.slug: gone for gone in report.removed}
        self._known = {gone.name: gone.slug for gone in report.removed}
        self._listed = {area.name: area.slug for area in report.areas}
        changed = [(change, self._pairs(change)) for change in report.lineage]
        links = [Link(change.kind, old, new or None, report.year) for change, pairs in changed for old, new in pairs]
        self.names_before = self._names_before(links) | dict(self._old_names(changed))
        self.names_after = {slug: area.name for slug, area in self.areas.items()} | dict(self._unlisted(changed))
        listed = {slug: area.name for slug, area in self.areas.items()}
        self.comparison: Comparison[str] = compare(self.names_before, listed, links, since=report.previous_year, until=report.year)
        self.places: dict[str, Place[str]] = {place.key: place for place in self.comparison.places}

    def _pairs(self, change: OpenLineage) -> tuple[tuple[str, str], ...]:
        """Return which area became which; "" for none. By name where the picture kept no ids: a new name or border keeps the identity."""
        if change.pairs:
            return change.pairs
        after = [self._listed.get(name, name) for name in change.after]
        alike = change.kind in LineageKind.one_to_one() and len(after) == 1
        before = [self._known.get(name) or (after[0] if alike else self._listed.get(name, name)) for name in change.before]
        nothing = [""] if change.kind == LineageKind.DISSOLVED else []
        return tuple((old, new) for old in before for new in after or nothing)

    def _names_before(self, links: list[Link[str]]) -> dict[str, str]:
        """Return the last list as far as ids tell: what was removed, what became something, and what stands on both lists."""
        parts = {link.after for link in links} - {link.before for link in links}
        stayed = {slug: area.name for slug, area in self.areas.items() if area.previous_category is not None and slug not in parts}
        return {slug: gone.name for slug, gone in self.removed.items()} | stayed

    def _old_names(self, changed: list[tuple[OpenLineage, tuple[tuple[str, str], ...]]]) -> Iterator[tuple[str, str]]:
        for change, pairs in changed:
            slugs = change.before_slugs or tuple(dict.fromkeys(old for old, _new in pairs))
            yield from zip(slugs, change.before, strict=False)

    def _unlisted(self, changed: list[tuple[OpenLineage, tuple[tuple[str, str], ...]]]) -> Iterator[tuple[str, str]]:
        """Yield the names of parts that are not on this list."""
        for change, _pairs in changed:
            yield from ((slug, name) for slug, name in zip(change.after_slugs, change.after, strict=False) if slug not in self.areas)

    def category_before(self, slug: str) -> Category | None:
        """Return the category of an area of the last list."""
        if slug in self.removed:
            return self.removed[slug].previous_category
        return self.areas[slug].previous_category if slug in self.areas else None

    def region_of(self, place: Place[str]) -> str:
        """Return the region an area lies in: of this list when it is on it, else of the last one, or of what it came from."""
        if place.key in self.areas:
            return self.areas[place.key].region_name
        for slug in (place.key, *place.before):
            if slug in self.removed:
                return self.removed[slug].region_name
        near = [self.areas[slug].region_name for slug in (*place.before, *place.after) if slug in self.areas]
        return near[0] if near else ""

    def lines(self) -> tuple[Line, ...]:
        """Return every area of both lists, in the order of their ids."""
        return tuple(self._line(place) for place in self.comparison.places)

    def _line(self, place: Place[str]) -> Line:
        before = [self.category_before(slug) for slug in place.before]
        gone = place.status in {Status.GONE, Status.DISSOLVED}
        return Line(
            slug=place.key,
            status=place.status,
            names_before=tuple(self.names_before[slug] for slug in place.before),
            names_after=() if gone else tuple(self.names_after.get(slug, slug) for slug in place.after),
            categories_before=tuple(category for category in before if category is not None),
            category_after=self.areas[place.key].category if place.key in self.areas else None,
            region=self.region_of(place),
            real=place.real,
            technical=place.technical,
        )

    def gone(self) -> tuple[OpenRemoved, ...]:
        """Return what is really no longer on the list, in the report's order; last the parts of split areas that are not on it."""
        known = tuple(gone for gone in self.report.removed if gone.slug in self.comparison.gone)
        parts = [place for place in self.comparison.places if place.key in self.comparison.gone - self.removed.keys()]
        return known + tuple(self._part(place) for place in parts)

    def _part(self, place: Place[str]) -> OpenRemoved:
        name, origin = self.names_after.get(place.key, place.key), place.before[0]
        category = self.category_before(origin) or Category.INTE
        return OpenRemoved(place.key, name, "", self.region_of(place), category, "", technical=False)

    def sum_in(self, region: OpenRegion) -> Sum:
        """Return the sum of one region. An area that another region has taken over is on the list still: it is told as moved in both."""
        regions = {place.key: self.region_of(place) for place in self.comparison.places}
        gone, new = (sum(regions[key] == region.name for key in keys) for keys in (self.comparison.gone, self.comparison.new))
        after = sum(area.region_slug == region.slug for area in self.report.areas)
        before = sum(self.report.previous_totals.get(region.name, {}).values())
        technical = sum(place.technical for place in self.comparison.places if regions[place.key] == region.name)
        return Sum(before, gone, new, technical, after, moved=after - before + gone - new - technical)
