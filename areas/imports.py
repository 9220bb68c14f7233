"""The kinds of file that can be read in. Each app registers its own in `AppConfig.ready`, so the pages need to know none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Loaded:
    """One line of what is in the register: "Kommuner", 290."""

    label: Words
    count: int


class Runner(Protocol):
    """Reads files of a kind by itself, where row by row would be too slow or a file is no table."""

    def check(self, content: bytes) -> None:
        """Raise `FileProblem` when the file itself cannot be read. Asks nothing of the register."""

    def run(self, content: bytes, *, by: Any, batch: Any, dry_run: bool) -> Any:
        """Return the `Result`. With `dry_run`, or when a row is refused, nothing stays written. `batch` is the file's own record."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its columns, how a row is written, and how its rows are named for people.

    `columns` must all be there. `unread` may be there and is not stored. `resource(by)` gives a fresh django-import-export resource;
    a kind with a `runner` has none. `max_bytes` is how large a file may be, and `formats` how its name may end.
    """

    key: str
    label: Words
    columns: tuple[str, ...]
    what: Callable[[Mapping[str, str]], str]
    loaded: Callable[[], list[Loaded]]
    resource: Callable[[Any], Any] | None = None
    runner: Runner | None = None
    unread: tuple[str, ...] = ()
    order: int = 50
    max_bytes: int = settings.IMPORT_MAX_BYTES
    formats: tuple[str, ...] = (".csv",)


@dataclass(frozen=True, slots=True)
class OwnPages:
    """A kind of file that is sent in, shown and read in on pages of its own: `send` and `page` are names of addresses."""

    key: str
    label: Words
    send: str
    page: str


_kinds: dict[str, Kind] = {}
_own_pages: dict[str, OwnPages] = {}


def register(kind: Kind) -> None:
    """Add a kind, or replace the one with the same key."""
    _kinds[kind.key] = kind


def register_own_pages(pages: OwnPages) -> None:
    """Add a kind with pages of its own, or replace the one with the same key."""
    _own_pages[pages.key] = pages


def own_pages() -> list[OwnPages]:
    """Return the kinds that have pages of their own."""
    return list(_own_pages.values())


def label_of(key: str) -> Words:
    """Return what a kind is called, whichever pages it has."""
    return _own_pages[key].label if key in _own_pages else get(key).label


def page_of(key: str) -> str:
    """Return the name of the address that shows a file of a kind; its argument is the batch's id."""
    return _own_pages[key].page if key in _own_pages else "areas:batch"


def get(key: str) -> Kind:
    """Return the kind with `key`; an unknown key is a mistake in the program."""
    return _kinds[key]


def kinds() -> list[Kind]:
    """Return every kind, the most used first."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)
