"""Sentences follow the numbers, in good Swedish for one and for many."""

from dataclasses import replace

import pytest

from areas.comparing import Sum
from assessments.enums import Category
from reports.open import change_sentences, sentences
from reports.open.data import OpenLineage, OpenRemoved, OpenReport
from reports.open.pdfdata import pdf_values
from reports.open.totals import changes, national_table
from tests.reports.open import example


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "Inget område i Sverige är utsatt"), (1, "Ett område i Sverige är utsatt"), (2, "Två områden i Sverige är utsatta")],
)
def test_headline_for_few_areas(report: OpenReport, number: int, expected: str) -> None:
    assert sentences.headline(replace(report, areas=report.areas[:number])) == expected


def test_headline_and_lead_of_2019(report: OpenReport) -> None:
    assert sentences.headline(report) == "Sextio områden i Sverige är utsatta"
    assert sentences.lead(report) == (
        "Här påverkar kriminella lokalsamhället. Polisen har bedömt läget i landets alla 97 lokalpolisområden med samma metod. "
        "Antalet områden är nästan detsamma som 2017 (verklig förändring −1, teknisk ±0), men fyra har bytt kategori."
    )


def test_lead_without_roster_and_without_earlier_list() -> None:
    assert sentences.lead(example.report(2015, replay=False)) == "Här påverkar kriminella lokalsamhället."


def test_real_changes_of_2019(report: OpenReport) -> None:
    since = changes(report)
    assert since is not None
    assert [f"{item.strong} {item.rest}" for item in sentences.real_items(since)] == [
        "Ett nytt: Storvreten i Botkyrka.",
        "Två är inte längre med: Smedby i Upplands Väsby och Hageby i Norrköping.",
        "Tre har gått från utsatt område till riskområde: Fornhöjden, Hovsjö och Rissne/Hallonbergen.",
        "Ett har gått från särskilt utsatt område till riskområde: Gårdsten i Göteborg.",
    ]
    assert sentences.real_summary(since) == "Från 61 till 60 områden, för att läget har ändrats."
    assert change_sentences.technical_summary(since) == "Inget område har delats, slagits ihop eller bytt namn mellan 2017 och 2019."


def test_nothing_has_changed(report: OpenReport) -> None:
    same = tuple(replace(area, previous_category=area.category) for area in report.areas)
    since = changes(replace(report, areas=same, removed=()))
    assert since is not None
    assert [item.strong for item in sentences.real_items(since)] == ["Inget område"]


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("split", ("A/B",), ("A", "B"), "A/B delades i A och B."),
        ("merged", ("A", "B"), ("A/B",), "A och B slogs ihop till A/B."),
        ("renamed", ("A",), ("B",), "A heter nu B."),
        ("trimmed", ("A/B",), ("A",), "A/B fick en ny gräns och heter nu A."),
        ("trimmed", ("A",), ("A",), "A fick en ny gräns."),
    ],
)
def test_lineage(kind: str, before: tuple[str, ...], after: tuple[str, ...], expected: str) -> None:
    assert change_sentences.lineage_sentence(OpenLineage(kind, before, after, "")) == expected


def test_regions_of_2019(report: OpenReport) -> None:
    said = {region.name: sentences.region_summary(report, region) for region in report.regions}
    assert said["Nord"] == "Inget område i region Nord är på listan."
    assert said["Stockholm"] == (
        "Tjugofem områden, lika många som 2017. Sex av dem är särskilt utsatta, samma sex som då. De ligger i tre lokalpolisområden."
    )
    assert said["Öst"] == "Sju områden, ett färre än 2017 (verklig förändring −1, teknisk ±0). Ett av dem är särskilt utsatt, samma som då."


def test_area_lead(report: OpenReport) -> None:
    leads = {area.name: sentences.area_lead(area, 2019) for area in report.areas}
    assert leads["Husby"] == "Särskilt utsatt område i tre omgångar, 2015–2019."
    assert leads["Storvreten"] == "Utsatt område 2019. Området var inte med på förra listan."
    assert leads["Hovsjö"] == "Riskområde 2019. I förra omgången, 2017, var det utsatt område."


def test_compared_with_the_last_list(report: OpenReport) -> None:
    area = report.areas[0]
    new = replace(area, previous_category=None)
    moved = replace(area, category=Category.RISK, previous_category=Category.UTSATT)
    assert change_sentences.compared(new, report) == sentences.Item("Ny på listan", "")
    assert change_sentences.compared(moved, report) == sentences.Item("Var utsatt område", "")
    assert change_sentences.compared(area, replace(report, previous_year=None)) is None


def test_a_part_is_not_compared_with_the_whole_one_to_one(report: OpenReport) -> None:
    """It says what it came from and what that was, whether the category is the same or another."""
    alby = next(area for area in report.areas if area.name == "Alby")
    part = replace(alby, slug="alby-1", name="Alby 1", category=Category.UTSATT)
    change = OpenLineage(
        "split", ("Alby",), ("Alby 1", "Alby 2"), "", ("alby",), ("alby-1", "alby-2"), (("alby", "alby-1"), ("alby", "alby-2"))
    )
    gone = OpenRemoved("alby", "Alby", "Botkyrka", "Stockholm", Category.SARSKILT, "", technical=True)
    split = replace(report, areas=(part,), removed=(gone,), lineage=(change,))
    assert change_sentences.compared(part, split) == sentences.Item("", "Del av Alby (särskilt utsatt område)")
    since = changes(split)
    assert since is not None
    assert since.moves == since.method_moves == ()
    assert change_sentences.technical_items(split, since) == (
        "Alby delades i Alby 1 och Alby 2 (+1). Före: 1 särskilt utsatt område. Nu: 1 utsatt område.",
    )
    assert [item.strong + " " + item.rest for item in sentences.real_items(since)] == ["Ett är inte längre med: Alby 2."]
    assert since.sum.equation == "1 − 1 + 0 + 1 = 1"


def test_the_sum_in_words() -> None:
    assert change_sentences.sum_words(Sum(59, 1, 1, 6, 65), 2023, 2025) == (
        "59 områden 2023, minus 1 som inte längre är med, plus 1 nytt, plus 6 för att områden har delats, blir 65 områden 2025."
    )
    assert change_sentences.sum_words(Sum(3, 0, 2, -1, 4), 2017, 2019) == (
        "3 områden 2017, minus 0 som inte längre är med, plus 2 nya, minus 1 för att områden har slagits ihop, blir 4 områden 2019."
    )
    assert "och ingen teknisk förändring" in change_sentences.sum_words(Sum(1, 0, 0, 0, 1), 2017, 2019)


def test_an_area_that_another_region_took_over_is_moved_and_not_technical(report: OpenReport) -> None:
    """Alby goes from Stockholm to Mitt: the country's sum is as before, the two regions' have a term for it."""
    mitt = next(region for region in report.regions if region.name == "Mitt")
    moved = tuple(replace(area, region_slug=mitt.slug, region_name=mitt.name) if area.name == "Alby" else area for area in report.areas)
    before, after = national_table(report), national_table(replace(report, areas=moved))
    assert after.sum == before.sum
    assert {row.region.name: row.sum.moved for row in after.rows if row.sum and row.sum.moved} == {"Stockholm": -1, "Mitt": 1}
    assert [row.sum and row.sum.technical for row in after.rows] == [row.sum and row.sum.technical for row in before.rows]
    sums = {row.region.name: row.sum for row in after.rows if row.sum}
    for numbers in sums.values():
        assert numbers.before - numbers.gone + numbers.new + numbers.technical + numbers.moved == numbers.after
    assert sums["Stockholm"].equation.endswith("+ 0 − 1 = 24")
    assert "minus 1 som har flyttats till en annan region" in change_sentences.sum_words(sums["Stockholm"], 2017, 2019)
    assert "plus 1 som har flyttats från en annan region" in change_sentences.sum_words(sums["Mitt"], 2017, 2019)
    summary = sentences.region_summary(replace(report, areas=moved), mitt)
    assert "teknisk ±0, flyttade mellan regioner +1)" in summary
    cells = pdf_values(replace(report, areas=moved))["national"]["rows"]
    assert [row[-1] for row in cells if row[0] in {"Mitt", "Stockholm"}] == ["±0 (+1 flyttat)", "±0 (−1 flyttat)"]


def test_map_title_tells_the_finding(report: OpenReport) -> None:
    assert sentences.map_title(report) == (
        "Karta över Sverige med 60 områden. Region Nord har inget område. Flest finns i region Stockholm: 25. Alla områden finns i tabell."
    )
