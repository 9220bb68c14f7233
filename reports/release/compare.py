"""Comparing open texts with the classified ones.

The open words are kept, and the classified texts are read past them one at a time: no copy of them is held.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from assessments.classified.release import SecretText, texts_of
from reports.annex.models import AnnexEntry
from reports.models import NationalPicture
from reports.release.words import WORDS_IN_A_ROW, rows_of, words_of

FEWEST = 3  # words of a classified text that is searched for; "ja" or "torget" would be found everywhere
SIZES = range(FEWEST, WORDS_IN_A_ROW + 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where copies were found, and what was compared with: numbers of texts by kind, and a keyed digest of them all.

    `untold` are the files whose very name is a copy: it is not to be told.
    """

    files: list[str]
    untold: list[str]
    numbers: dict[str, int]
    too_short: int
    digest: str


def secrets_of(picture: NationalPicture) -> Iterator[SecretText]:
    """Return every classified text of a picture's round, and those of its annex as they were copied."""
    yield from texts_of(picture.round)
    for entry in AnnexEntry.objects.filter(picture=picture):
        texts = [entry.description, entry.dissent, *(ground["text"] for ground in entry.grounds)]
        yield from (SecretText("annex", text) for text in texts)


def compare(texts: Mapping[str, str], secrets: Iterable[SecretText], fixed: Iterable[str]) -> Comparison:
    """Return in which texts a copy lies. A short secret that stands in the fixed wording is no secret by that."""
    opened = {name: words_of(text) for name, text in texts.items()}
    long_rows = {row for words in opened.values() for row in rows_of(words, WORDS_IN_A_ROW)}
    copied: dict[int, set[int]] = {size: set() for size in SIZES}
    numbers: Counter[str] = Counter()
    seals, too_short = [], 0
    for kind, text in secrets:
        words = words_of(text)
        if not words:
            continue
        numbers[kind] += 1
        seals.append(hmac.digest(_key(), text.encode(), "sha256"))
        if len(words) < FEWEST:
            too_short += 1
        elif len(words) < WORDS_IN_A_ROW:
            copied[len(words)].update(rows_of(words, len(words)))
        else:
            copied[WORDS_IN_A_ROW].update(row for row in rows_of(words, WORDS_IN_A_ROW) if row in long_rows)
    for row_of in (words_of(text) for text in fixed):
        for size in range(FEWEST, WORDS_IN_A_ROW):
            copied[size].difference_update(rows_of(row_of, size))
    found = [name for name, words in opened.items() if _holds(words, copied)]
    untold = [name for name in found if _holds(words_of(name), copied)]
    return Comparison(found, untold, dict(numbers), too_short, hmac.new(_key(), b"".join(sorted(seals)), "sha256").hexdigest())


def _holds(words: list[str], copied: Mapping[int, set[int]]) -> bool:
    return any(row in rows for size, rows in copied.items() if rows for row in rows_of(words, size))


def _key() -> bytes:
    """Return the key of the digest: without it nobody can try whether a text they guess was among those compared with."""
    return hashlib.sha256(b"lagesbild.release:" + settings.SECRET_KEY.encode()).digest()
