"""When an account usually reads what is classified, and the rule for hours at which it does not.

Hours of work on weekdays are never unusual. An evening, a night or a weekend is, unless the account is used to read at that time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild import clock
from lagesbild.audit.anomalies import USUAL_OVER, Finding, readings, readings_in_words

FIRST_HOUR, LAST_HOUR, SATURDAY = 6, 20, 6  # work is from six to eight in the evening, Monday to Friday
HABIT_SHARE = 0.25  # of an account's other readings: so many at a time make it usual for the account
HABIT_DAYS = 3  # on so many other days at least
RARE_SHARE = 0.05  # of the readings: so many at either end of the day are not counted when its usual hours are told

TIMES: dict[str, Promise] = {
    "night": gettext_lazy("på natten"),
    "evening": gettext_lazy("på kvällen"),
    "weekend": gettext_lazy("en helg"),
}


@dataclass(slots=True)
class Habits:
    """The readings of one account over the last ninety days: of each day by time, and by hour."""

    days: dict[date, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    hours: dict[date, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    all_hours: Counter[int] = field(default_factory=Counter)

    def add(self, day: date, hour: int, weekday: int, number: int) -> None:
        self.days[day][time_of(hour, weekday)] += number
        self.hours[day][hour] += number
        self.all_hours[hour] += number

    def is_usual(self, time: str, day: date) -> bool:
        """Answer whether the account reads at this time on its other days too: often, and on several of them."""
        others = [counts for other, counts in self.days.items() if other != day]
        at_the_time = sum(counts[time] for counts in others)
        on_days = sum(counts[time] > 0 for counts in others)
        return on_days >= HABIT_DAYS and at_the_time >= HABIT_SHARE * sum(counts.total() for counts in others)

    def otherwise(self, day: date) -> str:
        """Say when the account reads on its other days: "Annars läser kontot mellan kl. 7 och 17."."""
        hours = self.all_hours - self.hours[day]
        if not hours:
            return _("Kontot har inte läst något annan dag.")
        words = {"first": _end(hours, sorted(hours)), "last": _end(hours, sorted(hours, reverse=True)) + 1}
        return _("Annars läser kontot mellan kl. %(first)s och %(last)s.") % words


def _end(hours: Counter[int], in_order: list[int]) -> int:
    """Return the first of the hours, in this order, up to which more than a rare share of the readings was made."""
    seen = 0
    for hour in in_order:
        seen += hours[hour]
        if seen > RARE_SHARE * hours.total():
            return hour
    return in_order[-1]


def time_of(hour: int, weekday: int) -> str:
    """Return which time an hour of the week is: "" for work, else a key of `TIMES`. Weekdays are counted from Monday as 1."""
    if weekday >= SATURDAY:
        return "weekend"
    if hour < FIRST_HOUR:
        return "night"
    return "evening" if hour >= LAST_HOUR else ""


def unusual_hour(since: datetime) -> Iterator[Finding]:
    """An account reads in an evening, at night (20 to 6 in Sweden) or on a weekend, and does not usually do so. One query."""
    rows = readings(clock.now() - USUAL_OVER).annotate(hour=ExtractHour("at"), weekday=ExtractIsoWeekDay("at"))
    found: dict[str, Habits] = defaultdict(Habits)
    for row in rows.values("actor", "day", "hour", "weekday").annotate(n=Count("id")):
        found[row["actor"]].add(row["day"], row["hour"], row["weekday"], row["n"])
    for actor, habits in found.items():
        for day, counts in habits.days.items():
            odd = {time: counts[time] for time in TIMES if counts[time] and not habits.is_usual(time, day)}
            if odd and day >= since.date():
                what = readings_in_words(sum(odd.values())).rstrip(".")
                when = _(" och ").join(str(TIMES[time]) for time in odd)
                yield Finding("hour", actor, day, _("Ovanlig tid"), f"{what} {when}. {habits.otherwise(day)}")
