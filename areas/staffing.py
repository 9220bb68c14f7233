"""The one rule on staffing: at least one områdespolis per 5 000 inhabitants. Plain reckoning; nothing here asks the database.

The rule is as Riksrevisionen reports it (RiR 2020:20, Rätt insats på rätt plats), which found that a third of the local police areas missed
it and that nobody followed it up.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

INHABITANTS_PER_OFFICER: Final = 5000
SOURCE: Final = "Riksrevisionen, RiR 2020:20"


class Verdict(StrEnum):
    """What the numbers say of the rule."""

    HOLDS = "holds"
    UNDER = "under"
    UNSURE = "unsure"  # the number of inhabitants is derived, and the rule holds at one bound and not at the other
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Need:
    """The inhabitants and the officers of one place in one year. A number that is not known is None, and is never put in its place.

    `low` and `high` are the bounds of a number of inhabitants that was derived and not counted.
    """

    inhabitants: Decimal | None
    officers: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def verdict(self) -> Verdict:
        if self.inhabitants is None or self.officers is None:
            return Verdict.UNKNOWN
        least = self.inhabitants if self.low is None else self.low
        most = self.inhabitants if self.high is None else self.high
        covered = self.officers * INHABITANTS_PER_OFFICER
        if covered >= most:
            return Verdict.HOLDS
        return Verdict.UNDER if covered < least else Verdict.UNSURE

    @property
    def per_officer(self) -> int | None:
        """Return the inhabitants per officer, rounded; nothing where one is not known or there is no officer."""
        if self.inhabitants is None or not self.officers:
            return None
        return round(self.inhabitants / self.officers)

    @property
    def lacking(self) -> int | None:
        """Return how many more whole posts it takes to reach the rule, by the number of inhabitants itself; None when not known."""
        if self.inhabitants is None or self.officers is None:
            return None
        return max(0, math.ceil(self.inhabitants / INHABITANTS_PER_OFFICER - self.officers))
