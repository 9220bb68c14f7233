"""The first wording of a picture's written parts, which the editor then makes better."""

from collections import Counter

from django.utils.translation import gettext as _

from assessments.enums import Category
from assessments.models import Decision, Round


def first_summary(round_: Round, listed: list[Decision], before: Round | None) -> str:
    """Return a summary of plain facts: how many areas, of which category, and how many there were on the last list."""
    counts = Counter(row.category for row in listed)
    parts = [f"{counts[category]} {Category(category).label}" for category in Category.listed() if counts[category]]
    sentences = [
        _("Den nationella lägesbilden %(year)s omfattar %(n)s områden: %(parts)s.")
        % {"year": round_.year, "n": len(listed), "parts": ", ".join(parts)}
    ]
    if before is not None:
        last = before.decisions.exclude(category=Category.INTE).count()
        sentences.append(_("I lägesbilden %(year)s var de %(n)s.") % {"year": before.year, "n": last})
    return " ".join(sentences)
