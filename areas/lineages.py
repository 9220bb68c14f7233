"""What later apps know about the lineage of areas: which years have a list, and what has been built on a decision.

Each app registers its own in `AppConfig.ready`, so nothing here needs to know any of them.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

Years = Callable[[], Mapping[int, date]]
Use = Callable[[int, datetime], str]

_years: list[Years] = []
_uses: list[Use] = []


def register_years(years: Years) -> None:
    """Add what tells the years that have a list, each with the day its areas are taken from."""
    _years.append(years)


def register_use(use: Use) -> None:
    """Add what tells, in words that complete "Du kan inte …: ", what was built on the lineage of a year since a moment; "" for nothing."""
    _uses.append(use)


def years() -> dict[int, date]:
    """Return the years that have a list, the first one first, with the day of each."""
    found: dict[int, date] = {}
    for each in _years:
        found.update(each())
    return dict(sorted(found.items()))


def what_is_built_on(year: int, decided_at: datetime) -> str:
    """Return what stands on a decision, in words; empty when nothing does."""
    return next((words for words in (use(year, decided_at) for use in _uses) if words), "")
