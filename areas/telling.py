"""What of the numbers of the register is told, and in which words. Nothing here asks the database.

The numbers are kept as they were delivered. What people see goes through here: a count below the limit is told as less than it,
and so that it cannot be worked out from the others either, as many more as it takes are not shown (`areas/hiding.py`).
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from areas.enums import IndicatorKind
from lagesbild.small_numbers import is_small, limit
from lagesbild.ui.swedish import NBSP, swedish_number


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
