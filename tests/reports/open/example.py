"""A report to test with: the published lists as facts, with made-up reasons and a made-up roster around them."""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.text import slugify

from assessments.enums import Category, Trend
from lagesbild.ui.swedish import swedish_key
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

PROJECT = Path(__file__).resolve().parents[3]
LISTS = PROJECT / "assessments" / "data" / "lists"
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)
REGIONS = ("Nord", "Mitt", "Bergslagen", "Stockholm", "Öst", "Väst", "Syd")
CATEGORIES = {"utsatt område": Category.UTSATT, "riskområde": Category.RISK, "särskilt utsatt område": Category.SARSKILT}
TRENDS = {"positiv": Trend.POSITIVE, "oförändrad": Trend.STABLE, "negativ": Trend.NEGATIVE, "nytt område": Trend.NEW}
SPLIT_2025 = {
    "Rinkeby/Tensta": ("Hjulsta", "Rinkeby", "Tensta"),
    "Ronna/Geneta/Lina": ("Geneta", "Lina", "Ronna"),
    "Rissne/Hallonbergen": ("Hallonbergen", "Rissne"),
    "Oxhagen/Varberga": ("Oxhagen", "Varberga"),
}
GROUNDS = (
    "Öppen narkotikahandel förekommer på flera platser. Boende och näringsidkare beskriver att de undviker vissa platser på kvällen.\n\n"
    "Det har blivit bättre på två punkter: färre bränder i fordon och fler som känner sig trygga."
)
QUESTIONS = (
    OpenQuestion("S2", "Har vi problem?", "Påverkar kriminella lokalsamhället någonstans i lokalpolisområdet?", is_open=False),
    OpenQuestion("B3", "Boendemiljö och säkerhet", "Utåtagerande missnöje mot samhället (upplopp, stenkastning)", is_open=True),
    OpenQuestion("B5", "Boendemiljö och säkerhet", "Boende upplever otrygghet", is_open=True),
    OpenQuestion("N1", "Normer som främjar problembeteenden", "Allmän obenägenhet att delta i rättsprocessen", is_open=False),
    OpenQuestion("O3", "Organiserad brottslighet", "Direkta påtryckningar: hot och utpressning", is_open=False),
    OpenQuestion("E3", "Effekter", "Angrepp på polis och annan blåljuspersonal", is_open=True),
    OpenQuestion("T1", "Samlad bedömning", "Utveckling sedan förra bedömningen", is_open=True),
)

Row = dict[str, str]


@lru_cache(maxsize=1)
def rows() -> dict[int, dict[str, Row]]:
    """Return the published lists: year → name → row."""
    found: dict[int, dict[str, Row]] = {}
    for year in YEARS:
        with (LISTS / f"{year}.csv").open(encoding="utf-8", newline="") as file:
            found[year] = {row["omrade"]: row for row in csv.DictReader(file)}
    return found


def _number(text: str) -> float | None:
    return float(text) if text else None


def _history(name: str, year: int) -> tuple[OpenYear, ...]:
    """Return the rounds up to `year`, when any of them has the name."""
    found = [(past, rows()[past].get(name)) for past in YEARS if past <= year]
    return tuple(
        OpenYear(past, None, name, None)
        if row is None
        else OpenYear(past, CATEGORIES[row["kategori"]], name, row["lokalpolisomrade"] or None)
        for past, row in found
    )


def _area(name: str, row: Row, previous: dict[str, Row], *, replay: bool) -> OpenArea:
    lpo = row["lokalpolisomrade"] or None
    return OpenArea(
        slug=slugify(name),
        name=name,
        category=CATEGORIES[row["kategori"]],
        previous_category=CATEGORIES[previous[name]["kategori"]] if name in previous else None,
        trend=TRENDS.get(row["trend"]),
        lpo_name=lpo,
        lpo_slug=slugify(lpo) if lpo else None,
        lpo_code=row["lpo_kod"] or None,
        district_name=row["polisomrade"] or None,
        region_name=row["polisregion"],
        region_slug=slugify(row["polisregion"]),
        municipality=row["kommun"],
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
        area_km2=_number(row["yta_km2"]),
        grounds=GROUNDS if replay else "",
        grounds_are_example=replay,
        history=_history(name, int(row["lagesbild"])),
    )


def _roster(areas: tuple[OpenArea, ...], size: int | None) -> tuple[OpenLpo, ...]:
    named = {
        area.lpo_slug: OpenLpo(
            area.lpo_slug, area.lpo_name or "", area.lpo_code, area.region_name, area.region_slug, area.district_name, True, False
        )
        for area in areas
        if area.lpo_slug
    }
    unnamed = range(1, (size or 0) - len(named) + 1)
    rest = [OpenLpo(f"nord-{n}", f"Lokalpolisområde {n} i region Nord", None, "Nord", "nord", None, False, True) for n in unnamed]
    return tuple(sorted(named.values(), key=lambda lpo: swedish_key(lpo.name))) + tuple(rest)


def _totals(year: int) -> dict[str, dict[Category, int]]:
    totals: dict[str, dict[Category, int]] = {name: {} for name in REGIONS}
    for row in rows()[year].values():
        counts = totals[row["polisregion"]]
        counts[CATEGORIES[row["kategori"]]] = counts.get(CATEGORIES[row["kategori"]], 0) + 1
    return totals


@lru_cache(maxsize=8)
def report(year: int = 2019, *, version: int = 1, replay: bool = True, lpo_count: int | None = 97) -> OpenReport:
    """Return the list of one year as an open report; `replay` with made-up reasons and a roster, otherwise as a historic list."""
    earlier = [y for y in YEARS if y < year]
    previous = rows()[earlier[-1]] if earlier else {}
    splits = SPLIT_2025 if year == 2025 else {}
    areas = tuple(
        sorted(
            (_area(name, row, previous, replay=replay) for name, row in rows()[year].items()),
            key=lambda area: (REGIONS.index(area.region_name), swedish_key(area.name)),
        )
    )
    roster_size = lpo_count if replay else None
    return OpenReport(
        year=year,
        version=version,
        edition_date=date(year, 6, 3),
        register_number="A000.000/2019" if replay else "",
        lpo_count=roster_size,
        previous_year=earlier[-1] if earlier else None,
        is_replay=replay,
        is_historic=not replay,
        source_note="Polisens publicerade lista.",
        summary="Lägesbilden visar var kriminella påverkar lokalsamhället.\n\nDen är gjord med samma metod i hela landet.",
        method_name="Kriminell påverkan i lokalsamhället, 2019",
        method_note="Alla lokalpolisområden har svarat på samma frågor.",
        categories=tuple(Category.listed()) if year < 2025 else (Category.UTSATT, Category.SARSKILT),
        questions=QUESTIONS if replay else (),
        regions=tuple(OpenRegion(slugify(name), name) for name in REGIONS),
        lpos=_roster(areas, roster_size),
        areas=areas,
        removed=tuple(
            OpenRemoved(slugify(name), name, row["kommun"], row["polisregion"], CATEGORIES[row["kategori"]], "", name in splits)
            for name, row in previous.items()
            if name not in rows()[year]
        ),
        lineage=tuple(OpenLineage("split", (before,), after, "") for before, after in splits.items()),
        previous_totals=_totals(earlier[-1]) if earlier else {},
        correction_reason="I upplaga 1 stod fel kommun för ett område." if version > 1 else "",
    )
