"""The worklist: what waits for a person, what others do meanwhile, what is done. Apps add their own items in `AppConfig.ready`.

    worklist.register(items)        # items(scope) -> Worklist

One page (`/arbete/`) shows the lists of all apps together, so this package needs to know none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lagesbild import clock
from lagesbild.ui.badges import Badge, Words
from lagesbild.ui.swedish import swedish_key

YOURS = _("Bollen ligger hos dig")
SOON = 3  # days left from which a deadline is marked


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do, by the person or by somebody else. `badge` gives the row its colour, sign and word."""

    title: Words
    text: Words
    href: str
    button: Words
    badge: Badge
    due: date | None = None
    ball: Words = YOURS

    @property
    def is_soon(self) -> bool:
        """Answer whether the deadline is near or has passed."""
        return self.due is not None and (self.due - clock.today()).days <= SOON


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that is done in the round: what, its state, since when, and the role that did it."""

    title: Words
    href: str
    badge: Badge
    since: date | None = None
    by: Words = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the round, as `_components/steps.html` draws it."""

    label: Words
    note: Words = ""
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """Where one round is for one unit. `title` names both."""

    title: Words
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Worklist:
    """What one provider knows. `empty` says in a sentence why nothing waits and when something comes; `href`, `link` lead on from there."""

    mine: list[Work] = field(default_factory=list)
    others: list[Work] = field(default_factory=list)
    lent: list[Work] = field(default_factory=list)  # what the person may read for a time; nothing has to be done
    told: list[Work] = field(default_factory=list)  # what became of something the person began; nothing has to be done
    done: list[Done] = field(default_factory=list)
    steps: list[Steps] = field(default_factory=list)
    empty: Words = ""
    href: str = ""
    link: Words = ""


Provider = Callable[[Any], Worklist]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider. Adding it twice changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def worklist_for(scope: Any) -> Worklist:
    """Return everything for the person of `scope`, the most urgent first."""
    return merged(provider(scope) for provider in _providers)


def merged(parts: Iterable[Worklist]) -> Worklist:
    """Return the lists as one: sorted by due date, what has none last."""
    whole = Worklist()
    for part in parts:
        whole.mine += part.mine
        whole.others += part.others
        whole.lent += part.lent
        whole.told += part.told
        whole.done += part.done
        whole.steps += part.steps
        if part.empty and not whole.empty:
            whole.empty, whole.href, whole.link = part.empty, part.href, part.link
    whole.mine.sort(key=_urgency)
    whole.others.sort(key=_urgency)
    whole.lent.sort(key=_urgency)
    return whole


def _urgency(item: Work) -> tuple[date, Any]:
    return item.due or date.max, swedish_key(str(item.title))
