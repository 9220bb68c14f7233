"""What of the numbers of the register is told, and in which words. Nothing here asks the database.

The numbers are kept as they were delivered. What people see goes through here: a count below the limit is told as less than it,
and so that it cannot be worked out from the others either, as many more as it takes are not shown (`lagesbild/small_numbers.py`, the rule).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from areas.enums import IndicatorKind
from lagesbild.small_numbers import is_small, limit, suppress
from lagesbild.ui.swedish import NBSP, swedish_number

K = TypeVar("K")


def number_words(value: Decimal, kind: str, unit: str = "") -> str:
    """Return a number as people read it; a count that is small as less than the limit. With `unit` it is named, but for per cent's sign."""
    if kind == IndicatorKind.COUNT and is_small(round(value)):
        return less_than_limit()
    whole = value == value.to_integral_value()
    text = swedish_number(int(value)) if whole else swedish_number(float(value))
    if kind == IndicatorKind.SHARE:
        return f"{text}{NBSP}%"
    return f"{text} {unit}" if unit else text


def less_than_limit() -> str:
    """Return the words for a count that is too small to be told."""
    return _("färre än %(n)s") % {"n": limit()}


def not_shown() -> str:
    """Return the words for a number that would tell a small one."""
    return _("visas inte")


def left_out(parts: Mapping[K, int], whole: int | None) -> tuple[frozenset[K], bool]:
    """Return which of `parts` are not told, and whether their `whole` is not, when the same people can read all of them.

    The parts need not be all there is: what the whole holds beside them is a part like the others, and is told by whoever subtracts. A
    whole that is less than its parts is a fault in the source and nothing can be subtracted from it.
    """
    small = frozenset(key for key, number in parts.items() if is_small(number))
    rest = -1 if whole is None else whole - sum(parts.values())
    if whole is None or rest < 0:
        return small, whole is not None and is_small(whole)
    told = suppress([[*parts.values(), rest]])[0]
    return frozenset(key for key, number in zip(parts, told, strict=False) if number is None), told[-1] is None
