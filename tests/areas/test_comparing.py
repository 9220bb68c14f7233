"""Real and technical change between two lists: every pair of published years, and any lists and any lineage.

The expected numbers were counted by hand-written code of its own, from the published lists and the four splits of 2025.
"""

import csv
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.comparing import Comparison, Group, Link, carried, compare
from areas.enums import LineageKind, Status

BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine says nothing of the rule
ROOT = Path(__file__).resolve().parents[2]
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)
# from and to: how many before, gone, new, technical, how many after
PAIRS = {
    (2015, 2017): (53, 1, 9, 0, 61),
    (2015, 2019): (53, 3, 10, 0, 60),
    (2015, 2021): (53, 4, 12, 0, 61),
    (2015, 2023): (53, 9, 15, 0, 59),
    (2015, 2025): (53, 10, 16, 6, 65),
    (2017, 2019): (61, 2, 1, 0, 60),
    (2017, 2021): (61, 4, 4, 0, 61),
    (2017, 2023): (61, 9, 7, 0, 59),
    (2017, 2025): (61, 10, 8, 6, 65),
    (2019, 2021): (60, 2, 3, 0, 61),
    (2019, 2023): (60, 8, 7, 0, 59),
    (2019, 2025): (60, 9, 8, 6, 65),
    (2021, 2023): (61, 6, 4, 0, 59),
    (2021, 2025): (61, 7, 5, 6, 65),
    (2023, 2025): (59, 1, 1, 6, 65),
}


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(year: int) -> dict[str, str]:
    """Return a published list: the area's id → its name on it."""
    day = f"{year}-06-03"
    versions = {
        (row["name"], row["municipality"]): row["area_slug"]
        for row in rows("areas/data/area_versions.csv")
        if row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])
    }
    return {versions[row["omrade"], row["kommun"]]: row["omrade"] for row in rows(f"assessments/data/lists/{year}.csv")}


LISTS = {year: published(year) for year in YEARS}
LINEAGE = [Link(row["kind"], row["before_slug"], row["after_slug"], int(row["year"])) for row in rows("areas/data/lineage.csv")]


def between(since: int, until: int) -> Comparison[str]:
    return compare(LISTS[since], LISTS[until], LINEAGE, since=since, until=until)


def test_every_pair_is_written_down() -> None:
    assert list(PAIRS) == list(combinations(YEARS, 2))


@pytest.mark.parametrize(("since", "until"), PAIRS)
def test_every_pair_of_published_years_adds_up(since: int, until: int) -> None:
    found = between(since, until)
    assert (len(found.before), len(found.gone), len(found.new), found.technical, len(found.after)) == PAIRS[since, until]
    before, gone, new, technical, after = PAIRS[since, until]
    assert before - gone + new + technical == after
    assert found.sum.equation == f"{before} − {gone} + {new} + {technical} = {after}"


def test_the_documentation_has_the_same_numbers() -> None:
    text = (ROOT / "docs" / "change.md").read_text(encoding="utf-8")
    table = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| 20") and line.count("|") == 9]
    plain = [[int(cell.replace("−", "-")) for cell in row] for row in table]
    assert plain == [[*pair, *numbers, numbers[2] - numbers[1]] for pair, numbers in PAIRS.items()]


def test_2025_names_the_four_splits_and_what_is_real() -> None:
    found = between(2023, 2025)
    assert (found.gone, found.new) == ({"andersberg"}, {"granangsringen"})
    assert [group for group in found.groups if group.balance] == [
        Group(LineageKind.SPLIT, ("oxhagen-varberga",), ("oxhagen", "varberga")),
        Group(LineageKind.SPLIT, ("rinkeby-tensta",), ("hjulsta", "rinkeby", "tensta")),
        Group(LineageKind.SPLIT, ("rissne-hallonbergen",), ("hallonbergen", "rissne")),
        Group(LineageKind.SPLIT, ("ronna-geneta-lina",), ("geneta", "lina", "ronna")),
    ]
    statuses = Counter(place.status for place in found.places)
    # Four areas and their ten parts; five trimmed and two renamed, as the lineage has them.
    assert (statuses[Status.SPLIT], statuses[Status.TRIMMED], statuses[Status.RENAMED]) == (14, 5, 2)


def test_a_name_that_changed_and_changed_back_is_no_change() -> None:
    """Kronogården/Lextorp/Sylte was listed under a shorter name in 2021, and under its old one in 2023."""
    status = {(a, b): {place.key: place.status for place in between(a, b).places}["kronogarden-lextorp"] for a, b in PAIRS}
    assert status[2019, 2021] == status[2021, 2023] == Status.RENAMED
    assert status[2019, 2023] == Status.UNCHANGED
    assert status[2019, 2025] == Status.TRIMMED


def of(before: str, after: str, *links: Link[str]) -> dict[str, tuple[Status, int, int]]:
    """Compare two lists of one-letter areas: area → status, technical, real."""
    found = compare(dict(zip(before, before, strict=True)), dict(zip(after, after, strict=True)), links, since=1, until=9)
    return {place.key: (place.status, place.technical, place.real) for place in found.places}


def split(before: str, after: str, year: int = 5) -> list[Link[str]]:
    return [Link("split", before, part, year) for part in after]


def test_a_part_that_is_not_listed_is_gone() -> None:
    """The split is technical, that one part is no longer on the list is real."""
    assert of("a", "x", *split("a", "xy")) == {"a": (Status.SPLIT, -1, 0), "x": (Status.SPLIT, 1, 0), "y": (Status.GONE, 1, -1)}


def test_a_part_may_keep_the_identity() -> None:
    assert of("a", "ax", *split("a", "ax")) == {"a": (Status.SPLIT, 0, 0), "x": (Status.SPLIT, 1, 0)}


def test_a_merger_shrinks_the_list_and_nothing_is_gone() -> None:
    links = [Link("merged", "a", "c", 5), Link("merged", "b", "c", 5)]
    assert of("ab", "c", *links) == {"a": (Status.MERGED, -1, 0), "b": (Status.MERGED, -1, 0), "c": (Status.MERGED, 1, 0)}
    [group] = compare({"a": "a", "b": "b"}, {"c": "c"}, links, since=1, until=9).groups
    assert (group, group.balance) == (Group(LineageKind.MERGED, ("a", "b"), ("c",)), -1)


def test_a_place_that_ended_is_told_apart_and_real() -> None:
    assert of("ab", "", Link("dissolved", "a", None, 5)) == {"a": (Status.DISSOLVED, 0, -1), "b": (Status.GONE, 0, -1)}


def test_a_split_area_that_is_listed_again_as_a_whole_is_told_once() -> None:
    found = of("a", "axy", *split("a", "xy"))
    assert found["a"] == (Status.NEW, -1, 1)


def test_an_area_that_left_and_came_back_is_new_to_the_list_it_came_back_to() -> None:
    lists = {1: {"a": "a", "b": "b"}, 2: {"b": "b"}, 3: {"a": "a", "b": "b"}}
    steps = [compare(lists[a], lists[b], [], since=a, until=b) for a, b in ((1, 2), (2, 3), (1, 3))]
    assert [(len(step.gone), len(step.new)) for step in steps] == [(1, 0), (0, 1), (0, 0)]


def test_only_the_lineage_between_the_two_years_counts() -> None:
    assert of("a", "a", *split("a", "xy", year=1), *split("a", "xy", year=10)) == {"a": (Status.UNCHANGED, 0, 0)}


def test_an_area_that_was_split_and_merged_again_is_what_it_was() -> None:
    links = [*split("a", "xy", year=3), Link("merged", "x", "a", 7), Link("merged", "y", "a", 7)]
    assert of("a", "a", *links) == {"a": (Status.UNCHANGED, 0, 0)}


AREAS = st.integers(0, 9)
KINDS = st.sampled_from(LineageKind.values)
LISTED = st.dictionaries(AREAS, st.sampled_from("ABC"))


@st.composite
def links(draw: st.DrawFn) -> list[Link[int]]:
    """Draw any lineage, sensible or not: splits, mergers, rings, several kinds at once."""
    drawn = draw(st.lists(st.tuples(KINDS, st.none() | AREAS, st.none() | AREAS, st.integers(0, 8)), max_size=14))
    return [Link(kind, before, after, year) for kind, before, after, year in drawn if before is not None or after is not None]


@BUSY
@given(before=LISTED, after=LISTED, lineage=links())
def test_any_two_lists_add_up_and_are_told_once(before: dict[int, str], after: dict[int, str], lineage: list[Link[int]]) -> None:
    found = compare(before, after, lineage, since=1, until=6)
    assert len(after) == len(before) - len(found.gone) + len(found.new) + found.technical
    assert found.technical == sum(place.technical for place in found.places) == sum(group.balance for group in found.groups)
    assert found.real == sum(place.real for place in found.places) == len(found.new) - len(found.gone)
    keys = [place.key for place in found.places]
    assert sorted(keys) == sorted(before.keys() | after.keys() | found.projected)
    for place in found.places:
        assert place.technical + place.real == (place.key in after) - (place.key in before)
        assert (place.real != 0) == place.status.is_real
        assert place.status.is_real or (place.technical == 0 or place.status.is_technical)
        assert (place.status == Status.NEW) == (place.key in found.new)
        assert (place.status in {Status.GONE, Status.DISSOLVED}) == (place.key in found.gone)


@BUSY
@given(keys=st.sets(AREAS), lineage=links(), years=st.tuples(*[st.integers(0, 9)] * 3))
def test_two_steps_lead_where_one_does(keys: set[int], lineage: list[Link[int]], years: tuple[int, int, int]) -> None:
    first, middle, last = sorted(years)
    halfway = carried(keys, lineage, since=first, until=middle)
    assert carried(halfway, lineage, since=middle, until=last) == carried(keys, lineage, since=first, until=last)


@BUSY
@given(before=LISTED, after=LISTED, lineage=links(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    before: dict[int, str], after: dict[int, str], lineage: list[Link[int]], order: Random
) -> None:
    mixed = list(lineage)
    order.shuffle(mixed)
    again = dict(sorted(before.items(), reverse=True))
    assert compare(again, after, mixed, since=1, until=6) == compare(before, after, lineage, since=1, until=6)


@BUSY
@given(before=LISTED, after=LISTED, lineage=links())
def test_groups_share_nothing(before: dict[int, str], after: dict[int, str], lineage: list[Link[int]]) -> None:
    groups = compare(before, after, lineage, since=1, until=6).groups
    for one, other in combinations(groups, 2):
        assert not set(one.before) & set(other.before)
        assert not set(one.after) & set(other.after)


def test_technical_change_adds_up_over_the_years() -> None:
    """No area is split twice in the published lists, so the technical changes of the steps are those of the whole."""
    assert sum(between(a, b).technical for a, b in pairwise(YEARS)) == between(YEARS[0], YEARS[-1]).technical == 6
