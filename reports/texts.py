"""The first wording of a picture's written parts, which the editor then makes better."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Category
from assessments.models import Decision, Round
from lagesbild.ui.swedish import join_swedish
from reports.open.words import CATEGORY, CATEGORY_PLURAL


def first_summary(round_: Round, listed: list[Decision], before: Round | None) -> str:
    """Return a summary of plain facts: how many areas, of which category, and how many there were on the last list."""
    counts = Counter(row.category for row in listed)
    parts = [_counted(counts[category], category) for category in Category.listed() if counts[category]]
    whole = ngettext(
        "Den nationella lägesbilden %(year)s omfattar ett område: %(parts)s.",
        "Den nationella lägesbilden %(year)s omfattar %(n)s områden: %(parts)s.",
        len(listed),
    )
    if not listed:
        whole = _("Den nationella lägesbilden %(year)s omfattar inget område.")
    sentences = [whole % {"year": round_.year, "n": len(listed), "parts": join_swedish(parts)}]
    if before is not None:
        last = before.decisions.exclude(category=Category.INTE).count()
        sentences.append(_("I lägesbilden %(year)s var de %(n)s.") % {"year": before.year, "n": last})
    return " ".join(sentences)


def _counted(number: int, category: Category) -> str:
    return f"{number} {(CATEGORY if number == 1 else CATEGORY_PLURAL)[category]}"
