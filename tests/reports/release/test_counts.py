"""Small numbers in the data files."""

from types import SimpleNamespace

import pytest

from reports.enums import Outcome
from reports.open import datafiles
from reports.release.counts import numbers_in, small_numbers_hidden
from reports.release.result import Result
from tests.reports.open import example


def looked_at(**data: str) -> Result:
    files = {name.replace("_", "."): text for name, text in data.items()}
    return small_numbers_hidden(SimpleNamespace(data=files, contents=dict.fromkeys(files, "x")))  # type: ignore[arg-type]


def test_the_open_data_has_no_count_today_and_says_so() -> None:
    report = example.report(2019)
    files = {"omraden_csv": datafiles.csv_bytes, "omraden_json": datafiles.json_bytes, "omraden_geojson": datafiles.geojson_bytes}
    row = looked_at(**{name: make(report).decode() for name, make in files.items()})
    assert (row.outcome, row.summary) == (Outcome.OK, "inga sådana tal publiceras")
    assert row.detail == "Ingen tabell har tal om personer eller händelser. Antal områden är inte sådana tal och döljs inte."


@pytest.mark.parametrize(
    "data",
    [
        {"a_csv": "id,handelser\nhusby,3\n"},
        {"a_json": '{"rader": [{"handelser": 12}]}'},
        {"a_geojson": '{"features": [{"properties": {"handelser": [1, 2]}}]}'},
        {"a_csv": "id\nhusby,7\n"},  # a number without a name
    ],
)
def test_numbers_that_nobody_has_declared_are_red(data: dict[str, str]) -> None:
    row = looked_at(**data)
    assert row.outcome == Outcome.BAD
    assert row.detail.startswith("Ingen har angett om talen räknar personer eller händelser i: a.")


@pytest.mark.parametrize(("number", "outcome"), [(0, Outcome.OK), (1, Outcome.BAD), (4, Outcome.BAD), (5, Outcome.OK)])
def test_a_declared_count_below_the_limit_is_red(number: int, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datafiles, "COUNTS", frozenset({"handelser"}))
    for data in ({"a_csv": f"id,handelser\nhusby,{number}\nalby,\n"}, {"a_json": f'{{"handelser": {number}}}'}):
        row = looked_at(**data)
        assert row.outcome == outcome
        if outcome == Outcome.BAD:
            assert "lägre än 5 i: a." in row.detail
            assert "(handelser)" in row.detail


def test_only_whole_numbers_are_counts() -> None:
    assert list(numbers_in("a.json", '{"a": 1.5, "b": true, "c": "4", "d": null, "e": 2}')) == [("e", 2)]
    assert list(numbers_in("a.csv", "\ufeffa,b\n1.5,2\n")) == [("b", 2)]
