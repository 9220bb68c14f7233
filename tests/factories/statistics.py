"""Files of numbers as people send them, and numbers put straight into the register."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from areas.actions.batches import import_file
from areas.enums import IndicatorKind, SeriesMethod
from areas.importers.outcome import Result
from areas.importers.statistics import COLUMNS, KEY
from areas.models import Area, ImportBatch, Indicator, Municipality, Statistic, StatisticDelivery, StatisticSeries, Unit
from lagesbild import clock
from tests.factories.files import as_csv, data_admin

GOOD = {
    "indikator": "befolkning", "niva": "omrade", "plats": "husby", "ar": "2019", "varde": "12000", "enhet": "personer",
    "kalla": "SCB, folkmängd", "licens": "CC0", "hamtad": "2020-03-01",
}  # fmt: skip


def row(**given: str) -> dict[str, str]:
    """Return a row that is right but for what is given."""
    return GOOD | given


def csv_file(*rows: Mapping[str, str], delimiter: str = ",") -> bytes:
    return as_csv(rows, delimiter)


def workbook(rows: Iterable[Iterable[Any]], heads: Iterable[str] = COLUMNS) -> bytes:
    """Return a workbook with its heads and rows of values of any kind."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(heads))
    for values in rows:
        sheet.append(list(values))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_in(*rows: Mapping[str, str]) -> Result:
    return import_file(kind=KEY, filename="tal.csv", content=csv_file(*rows), by=data_admin())


def make_indicator(key: str = "befolkning", kind: str = IndicatorKind.COUNT, **given: Any) -> Indicator:
    units = {IndicatorKind.COUNT: "personer", IndicatorKind.POSTS: "tjänster", IndicatorKind.AMOUNT: "kronor"}
    values = {"name": key.capitalize(), "unit": units.get(IndicatorKind(kind), "procent"), "kind": kind} | given
    return Indicator.objects.get_or_create(key=key, defaults=values)[0]


def make_delivery(source: str = "SCB, folkmängd") -> StatisticDelivery:
    found = StatisticDelivery.objects.filter(source=source).first()
    if found is not None:
        return found
    now, admin = clock.now(), data_admin()
    batch = ImportBatch.objects.create(
        kind=KEY, filename="tal.csv", content=b"x", sha256=f"{source:0>64}"[:64], state="applied", received_by=admin, received_at=now,
        applied_by=admin, applied_at=now,
    )  # fmt: skip
    return StatisticDelivery.objects.create(batch=batch, source=source, licence="CC0", retrieved_on=date(2020, 3, 1))


def make_values(
    indicator: Indicator, place: Area | Unit | Municipality, values: Mapping[int, float], *, bounds: tuple[int, int] | None = None
) -> StatisticSeries:
    """Put numbers into the register: year → value. With `bounds` they are derived by areal weighting, each within them."""
    names = {Area: "area", Unit: "unit", Municipality: "municipality"}
    method = SeriesMethod.AREAL if bounds else SeriesMethod.REGISTER
    series, _made = StatisticSeries.objects.get_or_create(indicator=indicator, method=method, **{names[type(place)]: place})
    low, high = bounds or (None, None)
    Statistic.objects.bulk_create(
        Statistic(series=series, year=year, value=Decimal(str(value)), low=low, high=high, delivery=make_delivery())
        for year, value in values.items()
    )
    return series
