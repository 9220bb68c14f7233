"""Fills the frozen values of the open report from a picture's copies, and from nothing else."""

from datetime import date
from decimal import Decimal
from typing import Any

from assessments.enums import Category, Trend
from lagesbild.ui.swedish import swedish_key
from reports.models import NationalPicture, PictureEntry
from reports.open.data import (
    OpenArea,
    OpenLineage,
    OpenLpo,
    OpenQuestion,
    OpenRegion,
    OpenRemoved,
    OpenReport,
    OpenYear,
)


def open_report(picture: NationalPicture, *, version: int, edition_date: date) -> OpenReport:
    """Return the open report of a picture as edition `version`. Four queries, whatever the number of areas."""
    order = {region["slug"]: place for place, region in enumerate(picture.regions)}
    entries = sorted(picture.entries.all(), key=lambda row: (order[row.region_slug], swedish_key(row.name)))
    return OpenReport(
        year=picture.year,
        version=version,
        edition_date=edition_date,
        register_number=picture.register_number,
        lpo_count=picture.lpo_count,
        previous_year=picture.previous_year,
        is_replay=picture.is_replay,
        is_historic=picture.is_historic,
        source_note=picture.source_note,
        summary=picture.summary,
        method_name=picture.method_name,
        method_note=picture.method_note,
        categories=tuple(Category(category) for category in picture.categories),
        questions=tuple(OpenQuestion(**question) for question in picture.questions),
        regions=tuple(OpenRegion(**region) for region in picture.regions),
        lpos=_lpos(picture, order),
        areas=tuple(_area(row, picture) for row in entries),
        removed=_removed(picture),
        lineage=tuple(_lineage(row) for row in picture.lineage),
        correction_reason=picture.correction_reason,
        previous_totals={
            region: {Category(category): number for category, number in counts.items()}
            for region, counts in picture.previous_totals.items()
        },
    )


def _area(row: PictureEntry, picture: NationalPicture) -> OpenArea:
    return OpenArea(
        slug=row.slug,
        name=row.name,
        category=Category(row.category),
        previous_category=Category(row.previous_category) if row.previous_category else None,
        trend=Trend(row.trend) if row.trend else None,
        lpo_name=row.lpo_name or None,
        lpo_slug=row.lpo_slug or None,
        lpo_code=row.lpo_code or None,
        district_name=row.district_name or None,
        region_name=row.region_name,
        region_slug=row.region_slug,
        municipality=row.municipality,
        lat=_number(row.lat),
        lon=_number(row.lon),
        area_km2=_number(row.area_km2),
        grounds=row.grounds,
        grounds_are_example=picture.is_replay,
        history=tuple(
            OpenYear(
                year=year["year"],
                category=Category(year["category"]) if year["category"] else None,
                name=year["name"],
                lpo_name=year["lpo_name"],
            )
            for year in row.history
        ),
    )


def _lineage(row: dict[str, Any]) -> OpenLineage:
    """Return one technical change. Older pictures did not keep the ids; then the names must do."""
    return OpenLineage(
        kind=row["kind"],
        before=tuple(row["before"]),
        after=tuple(row["after"]),
        note=row["note"],
        before_slugs=tuple(row.get("before_slugs", ())),
        after_slugs=tuple(row.get("after_slugs", ())),
        pairs=tuple((before, after) for before, after in row.get("pairs", ())),
    )


def _lpos(picture: NationalPicture, order: dict[str, int]) -> tuple[OpenLpo, ...]:
    rows = sorted(picture.lpos.all(), key=lambda row: (order[row.region_slug], swedish_key(row.name)))
    return tuple(
        OpenLpo(
            slug=row.slug,
            name=row.name,
            code=row.code or None,
            region_name=row.region_name,
            region_slug=row.region_slug,
            district_name=row.district_name or None,
            is_named=row.is_named,
            zero_report=row.zero_report,
        )
        for row in rows
    )


def _removed(picture: NationalPicture) -> tuple[OpenRemoved, ...]:
    rows = sorted(picture.removals.all(), key=lambda row: swedish_key(row.name))
    return tuple(
        OpenRemoved(
            slug=row.slug,
            name=row.name,
            municipality=row.municipality,
            region_name=row.region_name,
            previous_category=Category(row.previous_category),
            reason=row.reason,
            technical=row.technical,
        )
        for row in rows
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
