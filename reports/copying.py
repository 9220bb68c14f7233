"""Turns a closed round into the copies of a national picture."""

from collections import Counter, defaultdict
from typing import Any

from areas.comparing import Comparison, Link, compare
from areas.enums import LineageKind, Status, UnitKind
from areas.models import Area, Lineage, NamedUnit
from areas.queries.units import LpoOnDay, lpos_on, nearest, regions_on, units_on
from assessments.enums import Category
from assessments.models import Decision, LocalPicture, Round
from assessments.queries.categories import decisions_of, history_of, round_before
from lagesbild import clock
from lagesbild.db import present
from lagesbild.ui.swedish import swedish_key
from reports.models import NationalPicture, PictureEntry, PictureLpo, PictureRemoval
from reports.queries.comparing import names_of
from reports.texts import first_summary, source_note


class _Source:
    """Everything the copies are made from, read once: the decisions, the organisation then, the last list and what split from what."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.day = round_.reference_date
        self.units = units_on(self.day)
        self.lpos: dict[int, LpoOnDay] = {lpo.unit.pk: lpo for lpo in lpos_on(self.day)}
        self.decisions = list(decisions_of(round_))
        self.listed = [row for row in self.decisions if row.category != Category.INTE]
        self.before = round_before(round_.year)
        self.units_before = units_on(self.before.reference_date) if self.before else {}
        self.last = {row.area_id: row for row in (decisions_of(self.before).exclude(category=Category.INTE) if self.before else [])}
        self.lineage = list(Lineage.objects.filter(year__lte=round_.year).select_related("before", "after"))
        self.parents = {row.after_id: row.before for row in self.lineage if row.before and row.after_id not in {None, row.before_id}}
        self.comparison = self._compared()
        areas = [row.area for row in self.listed] + list(self.parents.values())
        self.history = history_of(areas, round_.year)
        self.lpo_names: dict[int, dict[int, LpoOnDay]] = {}

    def _compared(self) -> Comparison[int] | None:
        """Compare this list with the last one, if there is one, along the lineage between them."""
        if self.before is None:
            return None
        before = {area_id: row.area_version.name for area_id, row in self.last.items()}
        after = {row.area_id: row.area_version.name for row in self.listed}
        links = [Link(row.kind, row.before_id, row.after_id, row.year) for row in self.lineage]
        return compare(before, after, links, since=self.before.year, until=self.round.year)

    def region_of(self, unit_id: int) -> NamedUnit:
        return present(nearest(self.units[unit_id], self.units, UnitKind.REGION))

    def district_of(self, unit_id: int) -> str:
        found = nearest(self.units[unit_id], self.units, UnitKind.DISTRICT)
        return found.name if found else ""

    def previous(self, area_id: int) -> Decision | None:
        """Return the last list's decision on the area, or on what it came from: of several, the most serious."""
        if area_id in self.last or self.comparison is None:
            return self.last.get(area_id)
        origins = next(place.before for place in self.comparison.places if place.key == area_id)
        rank = list(Category)
        return max((self.last[origin] for origin in origins), key=lambda row: rank.index(Category(row.category)), default=None)

    def lpo_name_in(self, decision: Decision) -> str | None:
        """Return what the local police area of a decision was called in the decision's own round."""
        year = decision.round_id
        if year not in self.lpo_names:
            self.lpo_names[year] = {lpo.unit.pk: lpo for lpo in lpos_on(decision.round.reference_date)}
        lpo = self.lpo_names[year].get(decision.area_version.unit_id)
        return lpo.name if lpo else None


def copy_round(round_: Round, *, version: int, correction_reason: str, by: Any) -> NationalPicture:
    """Write a picture with its entries, roster and removals. The caller holds the transaction and the lock on the round."""
    source = _Source(round_)
    picture = NationalPicture(
        round=round_,
        year=round_.year,
        version=version,
        correction_reason=correction_reason,
        is_replay=round_.is_replay,
        is_historic=round_.is_historic,
        lpo_count=None if round_.is_historic else len(source.lpos),
        previous_year=source.before.year if source.before else None,
        previous_totals=_totals(source),
        regions=[{"slug": unit.slug, "name": unit.name} for unit in regions_on(source.day)],
        lineage=_lineage(source),
        source_note=source_note(row.source for row in source.listed),
        compiled_by=by,
        compiled_at=clock.now(),
        **_method(round_, source),
    )
    picture.summary = first_summary(round_, source.listed, source.before, source.comparison.sum if source.comparison else None)
    picture.save()
    PictureEntry.objects.bulk_create(_entry(picture, row, source) for row in source.listed)
    PictureLpo.objects.bulk_create(_lpos(picture, source))
    PictureRemoval.objects.bulk_create(_removals(picture, source))
    return picture


def _method(round_: Round, source: _Source) -> dict[str, Any]:
    method = round_.method
    if method is None:
        used = {row.category for row in source.listed}
        return {"categories": [category.value for category in Category.listed() if category in used]}
    return {
        "method_name": str(method),
        "method_note": method.note,
        "categories": method.categories,
        "questions": [
            {"code": question.code, "section": question.section, "text": question.text, "is_open": question.is_open}
            for question in method.questions.all()
        ],
    }


def _entry(picture: NationalPicture, row: Decision, source: _Source) -> PictureEntry:
    version = row.area_version
    lpo = source.lpos.get(version.unit_id)
    region = source.region_of(version.unit_id)
    previous = source.previous(row.area_id)
    return PictureEntry(
        picture=picture,
        slug=row.area.slug,
        name=version.name,
        category=row.category,
        previous_category=previous.category if previous else "",
        trend=row.trend,
        lpo_name=lpo.name if lpo else "",
        lpo_slug=lpo.slug if lpo else "",
        lpo_code=lpo.unit.code if lpo else "",
        district_name=source.district_of(version.unit_id),
        region_name=region.name,
        region_slug=region.slug,
        municipality=version.municipality.name,
        lat=version.lat,
        lon=version.lon,
        area_km2=version.area_km2,
        grounds=row.open_grounds,
        history=_history(row.area, source),
    )


def _history(area: Area, source: _Source) -> list[dict[str, Any]]:
    """Return the years of the area, with those of the area it was split from before its own."""
    own = source.history.get(area.pk, [])
    parent = source.parents.get(area.pk)
    first = min((row.round.year for row in own), default=source.round.year)
    before = [row for row in source.history.get(parent.pk, []) if row.round.year < first] if parent else []
    return [
        {
            "year": row.round.year,
            "category": None if row.category == Category.INTE else row.category,
            "name": row.area_version.name,
            "lpo_name": source.lpo_name_in(row),
        }
        for row in [*before, *own]
    ]


def _lpos(picture: NationalPicture, source: _Source) -> list[PictureLpo]:
    zero = set(LocalPicture.objects.filter(round=source.round, is_zero_report=True).values_list("unit_id", flat=True))
    used = {row.area_version.unit_id for row in source.listed}
    shown = [lpo for lpo in source.lpos.values() if not source.round.is_historic or lpo.unit.pk in used]
    return [
        PictureLpo(
            picture=picture,
            slug=lpo.slug,
            name=lpo.name,
            code=lpo.unit.code,
            district_name=lpo.district.name if lpo.district else "",
            region_name=lpo.region.name,
            region_slug=lpo.region.slug,
            is_named=lpo.unit.is_named,
            zero_report=lpo.unit.pk in zero,
        )
        for lpo in shown
    ]


def _removals(picture: NationalPicture, source: _Source) -> list[PictureRemoval]:
    listed = {row.area_id for row in source.listed}
    reasons = {row.area_id: row.open_grounds for row in source.decisions if row.category == Category.INTE}
    still_there = source.comparison.projected if source.comparison else frozenset()
    return [
        PictureRemoval(
            picture=picture,
            slug=row.area.slug,
            name=row.area_version.name,
            municipality=row.area_version.municipality.name,
            region_name=_region_then(row, source),
            previous_category=row.category,
            reason=reasons.get(row.area_id, ""),
            technical=row.area_id not in still_there,  # it became something else
        )
        for row in source.last.values()
        if row.area_id not in listed
    ]


def _region_then(row: Decision, source: _Source) -> str:
    """Return the region in which an area of the last list lay then; its unit may have ended since, or gone to another region."""
    unit = source.units_before[row.area_version.unit_id]
    return present(nearest(unit, source.units_before, UnitKind.REGION)).name


def _lineage(source: _Source) -> list[dict[str, Any]]:
    """Return what became of areas of the last list on the map: what became what, with the names on the two lists and the public ids."""
    if source.comparison is None:
        return []
    names, slugs = names_of(source.last.values(), source.listed, source.comparison)
    between = [row for row in source.lineage if present(source.before).year < row.year]
    found = [(group.kind, group.before, sorted(group.after, key=lambda key: swedish_key(names[key]))) for group in source.comparison.groups]
    ended = [place.key for place in source.comparison.places if place.status == Status.DISSOLVED and place.key in source.last]
    found += [(LineageKind.DISSOLVED, (key,), []) for key in ended]
    arrived = {place.key: place.before for place in source.comparison.places}
    rows = [
        {
            "kind": kind.value,
            "before": [source.last[key].area_version.name for key in before],
            "after": [names[key] for key in after],
            "note": next((row.note for row in between if row.before_id in before and row.note), ""),
            "before_slugs": [slugs[key] for key in before],
            "after_slugs": [slugs[key] for key in after],
            "pairs": [[slugs[old], slugs[key]] for key in after for old in arrived[key]] or [[slugs[before[0]], ""]],
        }
        for kind, before, after in found
    ]
    order = [LineageKind.SPLIT, LineageKind.MERGED, LineageKind.TRIMMED, LineageKind.RENAMED, LineageKind.DISSOLVED]
    return sorted(rows, key=lambda row: (order.index(LineageKind(str(row["kind"]))), swedish_key(row["before"][0])))


def _totals(source: _Source) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in source.last.values():
        counts[_region_then(row, source)][row.category] += 1
    return {region: dict(by_category) for region, by_category in counts.items()}
