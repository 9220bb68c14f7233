"""From the text of a cell to a value. Each refusal says what was read and what to write instead."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from import_export.fields import Field
from import_export.widgets import Widget

from areas.importers.reading import starts_like_formula

Parse = Callable[[str], Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def text(value: str) -> str:
    """Return the text as it is; a formula is refused, since a later reader of our files might run it."""
    if starts_like_formula(value):
        raise ValueError(_("”%(value)s” börjar som en formel. Skriv vanlig text.") % {"value": value[:40]})
    return value


def needed(value: str) -> str:
    """Return the text, which may not be empty."""
    if not value:
        raise ValueError(_("värdet saknas."))
    return text(value)


def day(value: str) -> date:
    """Return an ISO day."""
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_("”%(value)s” är inget datum. Skriv till exempel 2019-06-03.") % {"value": value[:40]}) from None


def day_or_none(value: str) -> date | None:
    """Return an ISO day, or nothing: still valid."""
    return day(value) if value else None


def number(value: str) -> int:
    """Return a whole number of at most four digits, such as a year."""
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise ValueError(_("”%(value)s” är inget heltal.") % {"value": value[:40]})
    return int(value)


def flag(value: str) -> bool:
    """Return 1 as yes and 0 as no."""
    if value not in {"0", "1"}:
        raise ValueError(_("”%(value)s” ska vara 1 eller 0.") % {"value": value[:40]})
    return value == "1"


def decimal(places: int, low: int, high: int, words: str) -> Parse:
    """Return a parser of a number between `low` and `high`, rounded to `places`; comma or point. An empty cell is not known."""

    def parse(value: str) -> Decimal | None:
        if not value:
            return None
        try:
            found = Decimal(value.replace(",", "."))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            raise ValueError(_("”%(value)s” är inget tal.") % {"value": value[:40]})
        if not low <= found <= high:
            raise ValueError(_(words) % {"value": value[:40]})
        return found.quantize(Decimal(1).scaleb(-places))

    return parse


latitude = decimal(5, 55, 70, gettext_noop("%(value)s ligger utanför Sverige. Latituden ska vara mellan 55 och 70."))
longitude = decimal(5, 10, 25, gettext_noop("%(value)s ligger utanför Sverige. Longituden ska vara mellan 10 och 25."))
surface = decimal(3, 0, 9999, gettext_noop("%(value)s är ingen rimlig yta. Skriv kvadratkilometer."))


def one_of(choices: Any) -> Parse:
    """Return a parser of a code of `choices`."""

    def parse(value: str) -> str:
        if value not in choices.values:
            raise ValueError(_("”%(value)s” finns inte. Skriv %(known)s.") % {"value": value[:40], "known": ", ".join(choices.values)})
        return value

    return parse


def normal(value: str) -> str:
    """Return a name as it is compared: "Rinkeby / Tensta" is "rinkeby/tensta"."""
    value = unicodedata.normalize("NFC", value).replace("\N{EN DASH}", "-")
    return re.sub(r"\s*([/-])\s*", r"\1", " ".join(value.split())).casefold()


class Cell(Widget):
    """Reads a cell with one of the functions above."""

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self.parse = parse

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.parse(value)


class Known(Widget):
    """Reads a key that must be in the register, and gives its id. `table` is filled once per run."""

    def __init__(self) -> None:
        super().__init__()
        self.table: dict[str, int] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value not in self.table:
            raise ValueError(_("”%(value)s” finns inte i registret.") % {"value": value[:60]})
        return self.table[value]

    def words(self, pk: Any) -> str:
        """Return the key of an id."""
        return next((key for key, found in self.table.items() if found == pk), "")


class KnownOrNone(Known):
    """The same, and an empty cell is nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(value, row, **kwargs) if value else None


class Column(Field):
    """A column whose refusals begin with its name."""

    def __init__(self, column_name: str, attribute: str, widget: Parse | Widget = text) -> None:
        super().__init__(column_name=column_name, attribute=attribute, widget=widget if isinstance(widget, Widget) else Cell(widget))

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> Any:
        try:
            return super().clean(row, **kwargs)
        except ValueError as why:
            raise ValueError(f"{self.column_name}: {why}") from why

    def words(self, instance: Any) -> str:
        """Return the value of an instance as people read it."""
        value = self.get_value(instance)
        return self.widget.words(value) if isinstance(self.widget, Known) else "" if value is None else str(value)
