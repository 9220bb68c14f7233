"""The first wording of a picture's written parts, which the editor then makes better. Swedish, whatever language the editor reads in."""

from collections import Counter
from collections.abc import Iterable

from areas.comparing import Sum
from assessments.enums import Category
from assessments.models import Decision, Round
from lagesbild.ui.swedish import join_swedish
from reports.open.change_sentences import sum_words
from reports.open.words import CATEGORY, CATEGORY_PLURAL


def first_summary(round_: Round, listed: list[Decision], before: Round | None, numbers: Sum | None) -> str:
    """Return a summary of plain facts: how many areas, of which category, how many on the last list, and what of the difference is real."""
    counts = Counter(row.category for row in listed)
    parts = [_counted(counts[category], category) for category in Category.listed() if counts[category]]
    number = "inget område" if not listed else "ett område" if len(listed) == 1 else f"{len(listed)} områden"
    kinds = f": {join_swedish(parts)}" if listed else ""
    sentences = [f"Den nationella lägesbilden {round_.year} omfattar {number}{kinds}."]
    if before is not None and numbers is not None:
        sentences.append(f"I lägesbilden {before.year} var de {numbers.before}.")
        if numbers.gone or numbers.new or numbers.technical:
            sentences.append(f"{numbers.equation}: {sum_words(numbers, before.year, round_.year)}")
    return " ".join(sentences)


def _counted(number: int, category: Category) -> str:
    return f"{number} {(CATEGORY if number == 1 else CATEGORY_PLURAL)[category]}"


def source_note(sources: Iterable[str]) -> str:
    """Name each source of a list once. What a source adds about single areas, after its first semicolon, is in the data files."""
    return "; ".join(sorted({source.split(";")[0].strip() for source in sources} - {""}))
