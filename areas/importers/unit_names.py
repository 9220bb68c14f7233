"""What units are called, and which took over from which."""

from areas.importers.base import PeriodResource, PlaceResource
from areas.importers.cells import Column, Known, day, day_or_none, needed, text
from areas.importers.tables import unit_ids
from areas.models import UnitName, UnitSuccession


class UnitNameResource(PeriodResource):
    """One row is a unit's name in a period."""

    unit = Column("key", "unit_id", Known())
    name = Column("name", "name", needed)
    slug = Column("slug", "slug", needed)
    valid_from = Column("valid_from", "valid_from", day)
    valid_to = Column("valid_to", "valid_to", day_or_none)
    source = Column("source", "source", text)
    tables = {"unit": unit_ids}

    class Meta(PeriodResource.Meta):
        abstract = False
        model = UnitName
        fields = ("unit", "name", "slug", "valid_from", "valid_to", "source")
        import_id_fields = ("unit", "valid_from")


class UnitSuccessionResource(PlaceResource):
    """One row is a unit taking over from another."""

    before = Column("before_key", "before_id", Known())
    after = Column("after_key", "after_id", Known())
    date = Column("date", "date", day)
    kind = Column("kind", "kind", needed)
    source = Column("source", "source", text)
    tables = {"before": unit_ids, "after": unit_ids}

    class Meta(PlaceResource.Meta):
        abstract = False
        model = UnitSuccession
        fields = ("before", "after", "date", "kind", "source")
        import_id_fields = ("before", "after")
