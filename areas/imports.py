"""The kinds of file that can be read in. Each app registers its own in `AppConfig.ready`, so the pages need to know none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Loaded:
    """One line of what is in the register: "Kommuner", 290."""

    label: Words
    count: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its columns, how a row is written, and how its rows are named for people.

    `columns` must all be there. `unread` may be there and is not stored. `resource(by)` gives a fresh django-import-export resource.
    """

    key: str
    label: Words
    columns: tuple[str, ...]
    resource: Callable[[Any], Any]
    what: Callable[[Mapping[str, str]], str]
    loaded: Callable[[], list[Loaded]]
    unread: tuple[str, ...] = ()
    order: int = 50


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind, or replace the one with the same key."""
    _kinds[kind.key] = kind


def get(key: str) -> Kind:
    """Return the kind with `key`; an unknown key is a mistake in the program."""
    return _kinds[key]


def kinds() -> list[Kind]:
    """Return every kind, the most used first."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)
