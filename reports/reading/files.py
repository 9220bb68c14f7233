"""Which reader reads which file. A kind that is not here cannot be read, and so not be released."""

import json
from collections.abc import Callable
from pathlib import PurePosixPath

from reports.reading import images
from reports.reading.contents import Contents, Unreadable, joined
from reports.reading.markup import Page
from reports.reading.office import package
from reports.reading.pdf import pdf


def read(name: str, content: bytes, depth: int = 0) -> Contents:
    """Return what a file holds, by the ending of its name. Raises `Unreadable` for an unknown kind, or a broken one."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in PACKAGES:
        return package(content, read, depth)
    if ending not in READERS:
        raise Unreadable
    return READERS[ending](content)


def words(content: bytes) -> str:
    """Return a text file's words. It is UTF-8: other bytes could be anything."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable from None
    if "\0" in text:
        raise Unreadable
    return text


def _plain(content: bytes) -> Contents:
    return Contents(words(content))


def _markup(content: bytes) -> Contents:
    return Page(words(content)).contents


def _json(content: bytes) -> Contents:
    """Return the strings too: as they stand in the file their letters may be written as numbers."""
    text = words(content)
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        raise Unreadable from None
    strings: list[str] = []
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            strings += found.keys()
            waiting += reversed(found.values())
        elif isinstance(found, list):
            waiting += reversed(found)
        elif isinstance(found, str):
            strings.append(found)
    return Contents(joined([text, *strings]))


PACKAGES = frozenset({".docx", ".xlsx"})
READERS: dict[str, Callable[[bytes], Contents]] = {
    ".html": _markup,
    ".svg": _markup,
    ".xml": _markup,
    ".css": _plain,
    ".js": _plain,
    ".txt": _plain,
    ".csv": _plain,
    ".json": _json,
    ".geojson": _json,
    ".webmanifest": _json,
    ".pdf": pdf,
    ".png": images.png,
    ".jpg": images.jpeg,
    ".jpeg": images.jpeg,
}
