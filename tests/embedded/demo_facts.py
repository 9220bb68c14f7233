"""What the demo must show to the public: the totals of all six years, and the press text of 3 June 2019."""

import csv
import json
import urllib.request
from collections import Counter
from pathlib import Path

EXPECTED = Path(__file__).resolve().parents[1] / "areas" / "expected_totals.csv"
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)
PRESS_TEXT = {  # region Stockholm, 3 June 2019: särskilt utsatta areas by local police area
    "Botkyrka": {"Alby", "Fittja", "Hallunda/Norsborg"},
    "Rinkeby": {"Husby", "Rinkeby/Tensta"},
    "Södertälje": {"Ronna/Geneta/Lina"},
}


def areas(base: str, year: int) -> list[dict[str, object]]:
    """Return the areas of a year's open data file."""
    with urllib.request.urlopen(f"{base}/oppen/{year}/omraden.json", timeout=10) as response:
        value = json.load(response)
    assert (value["lagesbild"], value["version"]) == (year, 1)
    return list(value["omraden"])


def check(base: str) -> None:
    """Hold what a running site publishes against the published facts."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for year in YEARS:
        found = Counter((area["polisregion"], area["kategori"]) for area in areas(base, year))
        expected = {
            (row["police_region"], category): int(row[category])
            for row in rows
            if row["year"] == str(year)
            for category in ("utsatt område", "riskområde", "särskilt utsatt område")
        }
        assert {key: number for key, number in expected.items() if number} == dict(found), year
    stockholm = [area for area in areas(base, 2019) if area["polisregion"] == "Stockholm"]
    assert len(stockholm) == 25
    worst: dict[object, set[object]] = {}
    for area in stockholm:
        if area["kategori"] == "särskilt utsatt område":
            worst.setdefault(area["lokalpolisomrade"], set()).add(area["namn"])
    assert worst == PRESS_TEXT
    files = ("", "rapport.pdf", "omraden.csv", "omraden.geojson", "manifest.json")
    for path in (*files, "region/stockholm/", "lpo/rinkeby/", "omrade/husby/"):
        with urllib.request.urlopen(f"{base}/oppen/2019/{path}", timeout=10) as response:
            assert response.status == 200, path
