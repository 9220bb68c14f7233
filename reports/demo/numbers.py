"""A few made-up numbers for the demo, so that the pages of statistics have something to show. Each says in its source that it is made up.

No number here says anything about a real place: they are drawn from a seeded generator, and nothing in them follows any place's size.
"""

import random
from collections.abc import Iterator
from typing import Final

from areas.actions.batches import import_file
from areas.importers.outcome import Result
from areas.importers.statistics import COLUMNS, KEY
from areas.models import AreaVersion
from lagesbild.spreadsheet import csv_table
from reports.demo import accounts

SOURCE: Final = "PÅHITTADE SIFFROR: visar hur sidan ser ut"
LICENCE: Final = "påhittat, ingen licens"
DAY: Final = "2025-03-31"
UNITS: Final = ("lpo-botkyrka", "lpo-jarva", "lpo-sodertalje")  # those that the demo shows
YEARS: Final = (2019, 2021, 2022, 2023, 2024)  # 2020 is missing, so that the page shows what that looks like
RANGES: Final = {
    "befolkning": ("personer", 4000, 16000),
    "omradespoliser": ("tjänster", 1, 4),
    "trangboddhet": ("procent", 15, 45),
    "skjutningar": ("händelser", 0, 14),
}


def begin(*, seed: int) -> Result:
    """Read in the numbers as any file. Run again it changes nothing."""
    content = csv_table(COLUMNS, list(_rows(random.Random(seed))))
    return import_file(kind=KEY, filename="pahittade-siffror.csv", content=content, by=accounts.account("data.admin"))


def _rows(rng: random.Random) -> Iterator[tuple[str, ...]]:
    areas = AreaVersion.objects.filter(unit__key__in=UNITS, valid_to=None).order_by("area__slug")
    for slug in areas.values_list("area__slug", flat=True):
        for indicator, (unit, low, high) in RANGES.items():
            first = rng.randint(low, high)
            for year in YEARS:
                value = min(max(round(first * rng.uniform(0.85, 1.15)), low), high)
                yield indicator, "omrade", slug, str(year), str(value), unit, SOURCE, LICENCE, DAY
