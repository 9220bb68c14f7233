"""Swedish as people write it: numbers in words, thousands, minus signs, lists and the order of letters. Pure functions."""

import unicodedata
from collections.abc import Iterable

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_SMALL = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton",
    "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_LETTERS = {letter: rank for rank, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
_SAME_AS = {"ü": "y", "æ": "ä", "ø": "ö"}


def number_word(number: int) -> str:
    """Return 0 to 120 in words ("sextio", "hundratjugo", with "ett"); other numbers in digits."""
    if not 0 <= number <= 120:
        return swedish_number(number)
    if number < 20:
        return _SMALL[number]
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return "hundra" + (number_word(rest) if rest else "")
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (_SMALL[ones] if ones else "")


def capitalised(text: str) -> str:
    """Return `text` with its first letter large and the rest untouched."""
    return text[:1].upper() + text[1:]


def minus(number: float | str) -> str:
    """Return a number with a true minus sign and a decimal comma: −1, 2,93."""
    return str(number).replace("-", MINUS).replace(".", ",")


def signed(number: int) -> str:
    """Return a change with its sign: ±0, +2, −1."""
    if number == 0:
        return "±0"
    return f"+{swedish_number(number)}" if number > 0 else swedish_number(number)


def swedish_number(number: float) -> str:
    """Return a number with no-break spaces between thousands: 12 500. Four digits are grouped too."""
    return minus(f"{number:,}".replace(",", NBSP))


def join_swedish(items: Iterable[object], word: str = "och") -> str:
    """Return "a", "a och b" or "a, b och c"."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"


def swedish_key(name: str) -> tuple[list[tuple[int, int]], str]:
    """Return a sort key: a to z, then å, ä, ö; accents count as the plain letter, signs and digits come first."""
    ranks: list[tuple[int, int]] = []
    for char in unicodedata.normalize("NFC", name).casefold():
        letter = _SAME_AS.get(char, char)
        if letter not in _LETTERS:
            letter = unicodedata.normalize("NFD", letter)[:1]
        rank = _LETTERS.get(letter)
        ranks.append((0, ord(letter)) if rank is None else (1, rank))
    return ranks, name
