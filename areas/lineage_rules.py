"""What a decision on lineage may be: how many areas its kind has on each side, and that it does not contradict what is there already."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from areas.enums import LineageKind


class GivenPair(NamedTuple):
    """One area before and one after, by their ids, with the shares of their surfaces where those are known."""

    before: int | None
    after: int | None
    share_before: float | None = None
    share_after: float | None = None


def what_is_wrong_with(kind: str, pairs: Iterable[GivenPair]) -> str:
    """Return why areas cannot have become one another in this way, in words that complete "Du kan inte …: "; empty when they can."""
    rows = [(pair.before, pair.after) for pair in pairs]
    before, after = {old for old, _new in rows if old is not None}, {new for _old, new in rows if new is not None}
    whole = all(old is not None and new is not None for old, new in rows)
    if not rows or len(rows) != len(set(rows)):
        return _("välj minst ett område, och varje område en gång")
    if kind == LineageKind.NEW:
        return "" if len(rows) == 1 and not before and after else _("ett nytt område har inget område före sig")
    if kind == LineageKind.DISSOLVED:
        return "" if len(rows) == 1 and before and not after else _("ett upplöst område har inget område efter sig")
    if kind in LineageKind.one_to_one():
        return "" if whole and len(rows) == 1 else _("välj ett område före och ett efter")
    if kind == LineageKind.SPLIT:
        return "" if whole and len(before) == 1 and len(after) > 1 else _("en delning har ett område före och minst två delar efter")
    return "" if whole and len(before) > 1 and len(after) == 1 else _("en sammanslagning har minst två områden före och ett efter")
