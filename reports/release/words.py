"""Words in a row. Compared as numbers, so that a long text takes little memory."""

import re
import unicodedata
from collections.abc import Iterator

WORDS_IN_A_ROW = 8  # so many equal words in a row count as the same text
BROKEN = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
UNSEEN = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff"))  # soft hyphens, and signs that take no place


def words_of(text: str) -> list[str]:
    """Return the words. A PDF has ligatures and words that are broken at the end of a line: they count as whole ones."""
    whole = BROKEN.sub("", unicodedata.normalize("NFKC", text).translate(UNSEEN))
    return re.findall(r"\w+", whole.lower())


def rows_of(words: list[str], size: int) -> Iterator[int]:
    """Return each `size` words in a row, as numbers that are equal when the words are."""
    return (hash(row) for row in zip(*(words[start:] for start in range(size)), strict=False))


def shingles(text: str) -> Iterator[int]:
    """Return each eight words in a row of a text."""
    return rows_of(words_of(text), WORDS_IN_A_ROW)
