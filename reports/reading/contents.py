"""What a file holds."""

from collections.abc import Iterable
from dataclasses import dataclass

BREAK = "\f"  # between pieces: white space to who counts words, and no end of a line that could have broken a word
Property = tuple[str, str]  # key, value


class Unreadable(Exception):
    """The file is of a kind that cannot be read, or is not what its name says."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The words of a file, and what it says about itself, such as its author."""

    text: str
    properties: tuple[Property, ...] = ()


def joined(pieces: Iterable[str]) -> str:
    """Return pieces that stand apart as one text."""
    return BREAK.join(piece for piece in pieces if piece and not piece.isspace())


def printable(content: bytes) -> str:
    """Return bytes of an unknown sort, read in each way that words may be written in them: one byte a letter, or two."""
    pairs = (content[start : start + (len(content) - start) // 2 * 2] for start in (0, 1))
    wide = [pair.decode(code, "replace") for pair in pairs for code in ("utf-16-le", "utf-16-be")]
    return joined([content.decode("utf-8", "replace").replace("\0", " "), content.decode("latin-1"), *wide])
