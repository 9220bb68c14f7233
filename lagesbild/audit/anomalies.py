"""What stands out in the log: much more than usual, at unusual hours, tries at what is others'. Each rule is a function; the words say why.

A finding is worked out from the log each time and kept nowhere; what a person made of it is an `AnomalyReview`. Apps add their own rules.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild import clock
from lagesbild.audit.events import KINDS, Event, Kind
from lagesbild.audit.models import AnomalyReview, AuditEvent

LOOKS_BACK = timedelta(days=30)
USUAL_OVER = timedelta(days=90)  # the days that tell what is usual for an account
MANY, TIMES_USUAL = 10, 3  # fewer readings a day are never unusual; more than so many times the median of the other days are
MANY_WHEN_NEW = 50  # readings a day for an account with fewer than three other days
TRIES = 3  # refused tries a day


@dataclass(frozen=True, slots=True)
class Finding:
    """One account on one day, by one rule, and why it is shown."""

    rule: str
    actor: str
    day: date
    title: str
    why: str
    review: AnomalyReview | None = None

    @property
    def key(self) -> tuple[str, str, date]:
        return self.rule, self.actor, self.day

    @property
    def log(self) -> str:
        """Return the address of the log, cut to the account and the day."""
        return f"{reverse('audit:log')}?{urlencode({'vem': self.actor, 'fran': self.day, 'till': self.day})}"


Rule = Callable[[datetime], Iterator[Finding]]
_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Add a rule. Adding it twice changes nothing."""
    if rule not in _rules:
        _rules.append(rule)


def findings() -> list[Finding]:
    """Return what stands out in the last thirty days with what was made of it, the newest first. A query or two for each rule."""
    since = clock.now() - LOOKS_BACK
    reviews = {(row.rule, row.actor, row.day): row for row in AnomalyReview.objects.select_related("reviewed_by")}
    found = [finding for rule in _rules for finding in rule(since)]
    found.sort(key=lambda row: (row.day, row.actor), reverse=True)
    return [Finding(row.rule, row.actor, row.day, row.title, row.why, reviews.get(row.key)) for row in found]


def readings(since: datetime) -> QuerySet[Any, Any]:
    """Return the readings of what is classified by people, with the Swedish day, ready to be counted."""
    kinds = [event.value for event, kind in KINDS.items() if kind in {Kind.READ, Kind.DISCLOSED}]
    return AuditEvent.objects.filter(event__in=kinds, at__gte=since, actor_id__isnull=False).order_by().annotate(day=TruncDate("at"))


def unusual_volume(since: datetime) -> Iterator[Finding]:
    """An account reads more than ten things a day, and more than three times what it does on its other days."""
    days: dict[str, dict[date, int]] = defaultdict(dict)
    for row in readings(clock.now() - USUAL_OVER).values("actor", "day").annotate(n=Count("id")):
        days[row["actor"]][row["day"]] = row["n"]
    for actor, counts in days.items():
        for day, number in counts.items():
            others = [count for other, count in counts.items() if other != day]
            usual = median(others) if len(others) > 2 else MANY_WHEN_NEW / TIMES_USUAL
            if day >= since.date() and number > max(MANY, TIMES_USUAL * usual):
                normally = _("Annars %(n)s en vanlig dag.") % {"n": round(usual)} if len(others) > 2 else _("Kontot är nytt i loggen.")
                yield Finding("volume", actor, day, _("Ovanligt mycket"), f"{readings_in_words(number)} {normally}")


def refused_tries(since: datetime) -> Iterator[Finding]:
    """An account was refused three times or more in a day: pages of others' areas are not there for it, and it asked for them."""
    rows = AuditEvent.objects.filter(event=Event.ACCESS_DENIED, at__gte=since, actor_id__isnull=False).order_by()
    for row in rows.annotate(day=TruncDate("at")).values("actor", "day").annotate(n=Count("id")).filter(n__gte=TRIES):
        why = ngettext("Nekades %(n)s gång.", "Nekades %(n)s gånger.", row["n"]) % {"n": row["n"]}
        yield Finding("denied", row["actor"], row["day"], _("Nekade försök"), why)


def readings_in_words(number: int) -> str:
    """Return "3 läsningar."."""
    return ngettext("%(n)s läsning.", "%(n)s läsningar.", number) % {"n": number}
