"""What the other apps have at a unit, for whoever plans a change of it. Each app registers its own in `AppConfig.ready`.

This app knows units, areas, roles and grants. Local pictures and rounds belong to an app that this one may not import.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from areas.enums import ChangeKind


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that a change touches: what it is called before, and where what it has goes on ("" where it stays the unit's own)."""

    name: str
    onto: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What an app has to say: a sentence a row."""

    pictures: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """One app's answers.

    `said(kind, units, day)` is told what becomes of each unit, by its id. `rounds(day, since)` names the rounds whose organisation
    counts from `day` or later and that have been opened, after `since` where it is given.
    """

    key: str
    said: Callable[[ChangeKind, Mapping[int, Moved], date], Said]
    rounds: Callable[[date, datetime | None], list[str]]


_registered: dict[str, Consequence] = {}


def register(consequence: Consequence) -> None:
    """Add an app's answers, or replace those with the same key."""
    _registered[consequence.key] = consequence


def said(kind: ChangeKind, units: Mapping[int, Moved], day: date) -> Said:
    """Return what all apps have to say about the units."""
    answers = [consequence.said(kind, units, day) for consequence in _registered.values()]
    return Said(
        tuple(text for answer in answers for text in answer.pictures),
        tuple(text for answer in answers for text in answer.grants),
    )


def rounds_opened(day: date, since: datetime | None = None) -> list[str]:
    """Return the names of the rounds that stand on the organisation of `day` or later; only those opened after `since` where given."""
    return [name for consequence in _registered.values() for name in consequence.rounds(day, since)]
