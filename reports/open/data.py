"""What the open report is made from: frozen values without a field that a secret could ride in.

`reports.queries.open_report` fills these from a picture's copies; the renderers of the PDF, the pages and the data files take them and
nothing else. So what is not here cannot be published.
"""

from dataclasses import dataclass, field
from datetime import date

from assessments.enums import Category, Trend


@dataclass(frozen=True, slots=True)
class OpenYear:
    """One earlier or present round of an area: `category` is `None` when it was not on that list."""

    year: int
    category: Category | None
    name: str
    lpo_name: str | None


@dataclass(frozen=True, slots=True)
class OpenArea:
    """One area on the list. `lat`, `lon` in degrees (WGS 84), `area_km2` in square kilometres; `None` where no source has them."""

    slug: str
    name: str
    category: Category
    previous_category: Category | None
    trend: Trend | None
    lpo_name: str | None
    lpo_slug: str | None
    lpo_code: str | None
    district_name: str | None
    region_name: str
    region_slug: str
    municipality: str
    lat: float | None
    lon: float | None
    area_km2: float | None
    grounds: str  # the open reasons, paragraphs split by a blank line; may be empty
    grounds_are_example: bool  # made up for a replay: every page says so
    history: tuple[OpenYear, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRemoved:
    """An area of the last list that is not on this one, and why."""

    slug: str
    name: str
    municipality: str
    region_name: str
    previous_category: Category
    reason: str
    technical: bool  # True when it was split, merged or renamed, so that the place is still there under another name


@dataclass(frozen=True, slots=True)
class OpenLineage:
    """What became of areas of the last list on the map: split, merged, renamed, trimmed, or dissolved, which alone is no technical change.

    The public ids stand in the order of the names; a picture that was compiled before they were kept has none. `pairs` tells which area
    became which.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str
    before_slugs: tuple[str, ...] = ()
    after_slugs: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenLpo:
    """A local police area of the round's roster. `is_named` is False for one that public sources do not name."""

    slug: str
    name: str
    code: str | None
    region_name: str
    region_slug: str
    district_name: str | None
    is_named: bool
    zero_report: bool


@dataclass(frozen=True, slots=True)
class OpenRegion:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of the method as it was asked; `is_open` tells whether any part of its answer may be read by everybody."""

    code: str
    section: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpenReport:
    """The whole open report of one year and version."""

    year: int
    version: int
    edition_date: date
    register_number: str  # may be empty
    lpo_count: int | None  # local police areas on the roster; None for a list taken over from a published report
    previous_year: int | None
    is_replay: bool  # the round was replayed: answers and reasons are made up, categories as published
    is_historic: bool  # taken over from an earlier published list
    source_note: str
    summary: str  # paragraphs split by a blank line
    method_name: str
    method_note: str
    categories: tuple[Category, ...]  # the categories that this method knows, least serious first
    questions: tuple[OpenQuestion, ...]
    regions: tuple[OpenRegion, ...]  # in the order the police lists them
    lpos: tuple[OpenLpo, ...]
    areas: tuple[OpenArea, ...]  # sorted by region order, then Swedish name order
    removed: tuple[OpenRemoved, ...] = ()
    lineage: tuple[OpenLineage, ...] = ()
    correction_reason: str = ""
    previous_totals: dict[str, dict[Category, int]] = field(default_factory=dict)  # region name → category → number, last list
