"""What looks like the name of a person. A machine cannot tell: whoever signs takes a stand on each."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.built_bundle import BuiltBundle
from reports.enums import Outcome
from reports.open.words import CATEGORY, CATEGORY_PLURAL, TREND
from reports.reading.contents import BREAK
from reports.release.known import fixed_wording, names_in
from reports.release.result import Result

MOST = 50  # of the list that is kept; more than that is a fault and not a list of names
CAPITAL, LETTER, APOSTROPHE = "[A-ZÅÄÖÉÜ]", "[a-zåäöéèüøæ]", "'\N{RIGHT SINGLE QUOTATION MARK}"
WORD = rf"{CAPITAL}{LETTER}+(?:[-{APOSTROPHE}]{CAPITAL}?{LETTER}+)*"
GAP = "[ \N{NO-BREAK SPACE}]"
SMALL = rf"(?:(?:von|van|de|af|del|el|al|bin|ibn|da|di){GAP})?"
ROW = re.compile(rf"(?<!\w){WORD}(?:(?:{GAP}|\n){SMALL}{WORD})+(?!\w)")
INITIALS = re.compile(rf"(?<![\w.])(?:{CAPITAL}\.{GAP}?){{1,3}}{SMALL}({WORD})(?!\w)")
TITLES = (
    "herr fru fröken doktor dr professor docent advokat polismästare kommissarie polisinspektör inspektör områdespolis kommunalråd rektor "
    "imam pastor kyrkoherde åklagare domare handläggare gruppchef"
)
TITLED = re.compile(rf"(?<!\w)(?i:{'|'.join(TITLES.split())})\.?{GAP}({WORD})(?!\w)")
# Words that begin a sentence and are no name, and those of the standard's own metadata in a PDF.
BEGINS = (
    "Att Av Bland De Den Det Dessa Detta Där Efter En Enligt Ett Flera Från Före Hos Här Inom Kring Längs Med Mellan Mot Men Nära När Och "
    "Om Polisen Kommunen På Samt Sedan Som Särskilt Till Trots Under Utanför Utom Ur Vid Vissa Via Även Över Media Management Part Number"
)
NOT_PROSE = (".css", ".js")


def nobody_named(bundle: BuiltBundle) -> Result:
    """List what looks like a name. A file that holds a copy of a secret is not quoted from: the copy goes first."""
    known = known_words([*fixed_wording(), *names_in(bundle.report)])
    found: dict[str, str] = {}
    for name, text in bundle.texts.items():
        if not name.endswith(NOT_PROSE) and name not in bundle.comparison.files:
            for words in names_like(text, known):
                found.setdefault(words, name)
    listed = tuple(f"{words} ({name})" for words, name in sorted(found.items())[:MOST])
    clean = _("Inga två ord i rad med stor bokstav, utom namn på områden, kommuner, enheter och myndigheter. Inga initialer eller titlar.")
    ask = _("Läs listan. Är något av det ett namn på en person ska det bort. Annars skriver den som godkänner varför det får stå kvar.")
    number = ngettext("%(n)s att ta ställning till", "%(n)s att ta ställning till", len(found)) % {"n": len(found)}
    return Result(
        Outcome.WARN if found else Outcome.OK,
        _("Ingen person nämns"),
        number if found else _("0 träffar"),
        ask if found else clean,
        listed,
    )


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words with a capital that stand in texts nobody writes for one edition, and those that begin a sentence or a cell."""
    begun = [word.capitalize() for word in (*CATEGORY.values(), *CATEGORY_PLURAL.values(), *TREND.values())]
    return frozenset(word for text in (BEGINS, *begun, *texts) for word in re.findall(WORD, text))


def names_like(text: str, known: frozenset[str]) -> Iterator[str]:
    """Return two or more unknown words with a capital in a row, an unknown one after initials, and one after a title."""
    for piece in text.split(BREAK):
        for match in ROW.finditer(piece):
            yield from _unknown_rows(match[0], known)
        for pattern in (INITIALS, TITLED):
            yield from (" ".join(match[0].split()) for match in pattern.finditer(piece) if match[1] not in known)


def _unknown_rows(row: str, known: frozenset[str]) -> Iterator[str]:
    """Return the parts of a row in which at least two words with a capital stand together and none is known."""
    part: list[str] = []
    for word in [*row.split(), ""]:
        if word and word not in known:
            part.append(word)
            continue
        if sum(word[:1].isupper() for word in part) > 1:
            yield " ".join(part)
        part = []
