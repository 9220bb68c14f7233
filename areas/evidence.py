"""Why a lineage is proposed, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from areas.importers.cells import normal
from areas.proposing import Outline, Pair, Proposal


def reasons(proposal: Proposal, before: Mapping[int, Outline], after: Mapping[int, Outline]) -> list[str]:
    """Return one sentence for each pair; for an area that stands alone, one on that."""
    if not proposal.after:
        return [_("%(name)s gäller inte längre, och inget annat område ligger där.") % {"name": before[proposal.before[0]].name}]
    if not proposal.before:
        return [_("%(name)s fanns inte förut, och inget annat område låg där.") % {"name": after[proposal.after[0]].name}]
    return [_reason(pair, before[pair.before].name, after[pair.after].name) for pair in proposal.pairs]


def _reason(pair: Pair, old: str, new: str) -> str:
    same = pair.before == pair.after
    if pair.share_before is None or pair.share_after is None:
        if same and normal(old) == normal(new):
            return _("%(name)s är samma område i registret, med samma namn. Gränsen är inte känd båda åren.") % {"name": new}
        if same:
            return _("%(new)s är samma område i registret som %(old)s. Gränsen är inte känd båda åren.") % {"old": old, "new": new}
        return _("Namnen %(old)s och %(new)s har ord gemensamt. Gränsen är inte känd båda åren.") % {"old": old, "new": new}
    words = {"old": old, "new": new, "covers": percent(pair.share_before), "inside": percent(pair.share_after)}
    if pair.share_before == 0:
        return _("%(new)s är samma område i registret som %(old)s, men gränserna har ingen yta gemensam.") % words
    if normal(old) == normal(new):
        return _("%(new)s täcker %(covers)s av sin yta förut och ligger till %(inside)s inom den.") % words
    return _("%(new)s täcker %(covers)s av %(old)s och ligger till %(inside)s inom det.") % words


def percent(share: float) -> str:
    """Return a share as people write it: "38 %". What is less than the whole is never called the whole."""
    whole = round(share * 100)
    if whole == 100 and share < 0.9995:
        return f"{share * 100:.1f}\N{NO-BREAK SPACE}%".replace(".", ",")
    return f"{whole}\N{NO-BREAK SPACE}%"
