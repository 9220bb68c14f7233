"""Small numbers in the data files: none of people or events below the limit, and no column of numbers that nobody has declared."""

import csv
import io
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lagesbild import small_numbers
from reports.built_bundle import BuiltBundle
from reports.open import datafiles
from reports.release.result import Result, green_if, some


def small_numbers_hidden(bundle: BuiltBundle) -> Result:
    """Look at every whole number of the data files by the name of its column."""
    readable = {name: text for name, text in bundle.data.items() if bundle.contents[name]}
    numbers = [(name, column, number) for name, text in readable.items() for column, number in numbers_in(name, text)]
    small = {f"{name} ({column})" for name, column, number in numbers if column in datafiles.COUNTS and small_numbers.is_small(number)}
    unknown = {f"{name} ({column})" for name, column, _number in numbers if column not in datafiles.COUNTS | datafiles.NO_COUNTS}
    if small:
        detail = _("Ett tal om personer eller händelser är lägre än %(limit)s i: %(where)s.")
    elif unknown:
        detail = _("Ingen har angett om talen räknar personer eller händelser i: %(where)s.")
    elif datafiles.COUNTS:
        detail = _("Tal om personer eller händelser under %(limit)s är dolda, och så många till att de inte kan räknas fram ur summor.")
    else:
        detail = _("Ingen tabell har tal om personer eller händelser. Antal områden är inte sådana tal och döljs inte.")
    return Result(
        green_if(not small and not unknown),
        _("Små tal är dolda"),
        _("%(n)s kolumner med sådana tal") % {"n": len(datafiles.COUNTS)} if datafiles.COUNTS else _("inga sådana tal publiceras"),
        detail % {"limit": small_numbers.limit(), "where": some(sorted(small or unknown))},
    )


def numbers_in(name: str, text: str) -> Iterator[tuple[str, int]]:
    """Return each whole number of a data file with the name it stands under."""
    if name.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restkey=""):
            pairs = [(column, value) for column, value in row.items() if column] + [("", value) for value in row.get("", [])]
            yield from ((column, int(value)) for column, value in pairs if value and value.strip().isdecimal())
        return
    waiting: list[tuple[str, object]] = [("", json.loads(text))]
    while waiting:
        column, value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += [(column, row) for row in value]
        elif isinstance(value, int) and not isinstance(value, bool):
            yield column, value
