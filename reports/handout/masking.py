"""What is left of a paragraph when its secret parts are taken away, and whether a finished paper keeps silent about them. Pure.

A mask has no length: it stands as the words "maskat" with its ground, however much it covers.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.handout.enums import Verdict
from reports.release.words import words_of

IN_A_ROW = 4  # so many masked words in a row are enough to have leaked
TOO_SHORT = 6  # fewer characters ("ja", a grade) stand in any paper: they are kept back by `runs_of` alone


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph. Of a masked one nothing is known but that it is there."""

    text: str
    is_masked: bool = False


MASK = Run("", is_masked=True)


def runs_of(text: str, verdict: str, passages: Iterable[str]) -> list[Run]:
    """Return what is shown of a paragraph. Whatever is not plainly to be given is masked: no verdict, or passages that are not found."""
    if verdict == Verdict.GIVE:
        return [Run(text)]
    wanted = [passage for passage in passages if passage.strip()]
    if verdict != Verdict.PART or not wanted or missing_in(text, wanted):
        return [MASK]
    spans = _joined(sorted(span for passage in wanted for span in _places(text, passage)))
    found: list[Run] = []
    at = 0
    for start, end in spans:
        if text[at:start].strip():
            found.append(Run(text[at:start]))
        found.append(MASK)
        at = end
    return [*found, Run(text[at:])] if text[at:].strip() else found


def missing_in(text: str, passages: Iterable[str]) -> list[str]:
    """Return the passages that do not stand in the text, whatever the spaces between their words."""
    return [passage for passage in passages if not any(_places(text, passage))]


def hidden_in(text: str, verdict: str, passages: Iterable[str]) -> list[str]:
    """Return the words that are masked: the passages, or all of it."""
    if verdict == Verdict.GIVE:
        return []
    wanted = [passage for passage in passages if passage.strip()]
    return [text] if verdict != Verdict.PART or not wanted or missing_in(text, wanted) else wanted


def shown_of(text: str, verdict: str, passages: Iterable[str]) -> str:
    """Return the words that are meant to be read. Worked out in another way than `runs_of`, which it is held against."""
    if verdict == Verdict.GIVE:
        return text
    if verdict != Verdict.PART:
        return ""
    for passage in sorted(passages, key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, passage.split())), " \n ", text) if passage.strip() else text
    return text


def stands_still(text: str, passages: Iterable[str]) -> bool:
    """Answer whether the words of a passage are left in its own paragraph, in other letters (large, or made in another way)."""
    passages = list(passages)
    left = f" {plain(shown_of(text, Verdict.PART, passages))} "
    return any(f" {words} " in left for passage in passages if (words := plain(passage)))


def tells(words: str, hidden: Iterable[str], shown: str, *, to_the_word: bool = False) -> bool:
    """Answer whether `words` tell something masked that is not shown on purpose: a whole passage, or four words of it in a row."""
    told, given = plain(words), plain(shown)
    sizes = (2, 2) if to_the_word else (IN_A_ROW, TOO_SHORT)  # what people write is held closer than a whole paper
    return any(f" {part} " in f" {told} " and f" {part} " not in f" {given} " for text in hidden for part in _parts(text, *sizes))


def plain(text: str) -> str:
    """Return the words of a text alone, in small letters. Ligatures and words broken at the end of a line count as whole ones."""
    return " ".join(words_of(text))


def _parts(text: str, in_a_row: int, shortest: int) -> Iterator[str]:
    words = plain(text).split()
    for start in range(max(1, len(words) - in_a_row + 1)):
        part = " ".join(words[start : start + in_a_row])
        if len(part) >= shortest:
            yield part


def _places(text: str, passage: str) -> Iterator[tuple[int, int]]:
    words = passage.split()
    if words:
        yield from (match.span() for match in re.finditer(r"\s+".join(re.escape(word) for word in words), text))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
