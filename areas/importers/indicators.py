"""Indicators: what is counted or measured."""

from areas.enums import Better, IndicatorKind
from areas.importers.base import PlaceResource
from areas.importers.cells import Column, needed, number, one_of, text
from areas.models import Indicator


def better(value: str) -> str:
    """Return which way is an improvement; empty where neither is."""
    return str(one_of(Better)(value)) if value else ""


class IndicatorResource(PlaceResource):
    """One row is an indicator."""

    key = Column("key", "key", needed)
    name = Column("name", "name", needed)
    unit = Column("unit", "unit", needed)
    kind = Column("kind", "kind", one_of(IndicatorKind))
    better = Column("better", "better", better)
    beside = Column("beside", "beside", text)
    source = Column("source", "source", text)
    note = Column("note", "note", text)
    order = Column("order", "order", number)

    class Meta(PlaceResource.Meta):
        abstract = False
        model = Indicator
        fields = ("key", "name", "unit", "kind", "better", "beside", "source", "note", "order")
        import_id_fields = ("key",)
