"""Personal numbers: personnummer and samordningsnummer, with a check digit that agrees."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.built_bundle import BuiltBundle
from reports.release.result import Result, green_if, hits, some

# Ten or twelve digits; the day of a coordination number is 60 higher. Digits of a longer number or of a decimal are none.
DASHES = r"-+\u2010\u2011\u2012\u2013\u2212"
NUMBER = re.compile(
    r"(?<![\d.,])(?:1[89]|20)?(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))"
    rf"(?:[ \u00a0]?[{DASHES}][ \u00a0]?|[ \u00a0])?(\d{{4}})(?![\d]|[.,]\d)"
)

# The manifest names each file's digest. In 0.06 per cent of such digests some run of digits agrees by chance: one build in seven.
DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")


def no_personal_number(bundle: BuiltBundle) -> Result:
    """Look for a personal number in every file."""
    found = [name for name, text in bundle.texts.items() if any(personal_numbers(text))]
    told = _("Ett personnummer eller samordningsnummer finns i: %(files)s.")
    clean = _("Ingen fil har ett personnummer eller samordningsnummer. Ett tal vars kontrollsiffra inte stämmer räknas inte.")
    return Result(green_if(not found), _("Inga personnummer"), hits(len(found)), told % {"files": some(found)} if found else clean)


def personal_numbers(text: str) -> Iterator[str]:
    """Return the ten digits of each personal number in a text."""
    for match in NUMBER.finditer(DIGEST.sub(" ", text)):
        digits = match[1] + match[2]
        if agrees(digits):
            yield digits


def agrees(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
