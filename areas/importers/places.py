"""Municipalities, areas, their versions and how they come from one another."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from areas.enums import LineageKind
from areas.importers.base import PeriodResource, PlaceResource
from areas.importers.cells import Column, Known, day, day_or_none, latitude, longitude, needed, number, one_of, surface, text
from areas.importers.tables import area_ids, municipality_ids, unit_ids
from areas.models import Area, AreaVersion, Lineage, Municipality


class MunicipalityResource(PlaceResource):
    """One row is a municipality."""

    code = Column("code", "code", needed)
    name = Column("name", "name", needed)
    slug = Column("slug", "slug", needed)
    county = Column("county", "county", needed)

    class Meta(PlaceResource.Meta):
        abstract = False
        model = Municipality
        fields = ("code", "name", "slug", "county")
        import_id_fields = ("code",)


class AreaResource(PlaceResource):
    """One row is a place with an identity through time."""

    slug = Column("slug", "slug", needed)

    class Meta(PlaceResource.Meta):
        abstract = False
        model = Area
        fields = ("slug",)
        import_id_fields = ("slug",)


class AreaVersionResource(PeriodResource):
    """One row is an area's name, unit and point in a period."""

    area = Column("area_slug", "area_id", Known())
    name = Column("name", "name", needed)
    unit = Column("unit_key", "unit_id", Known())
    municipality = Column("municipality", "municipality_id", Known())
    lat = Column("lat", "lat", latitude)
    lon = Column("lon", "lon", longitude)
    area_km2 = Column("area_km2", "area_km2", surface)
    valid_from = Column("valid_from", "valid_from", day)
    valid_to = Column("valid_to", "valid_to", day_or_none)
    source = Column("source", "source", text)
    note = Column("note", "note", text)
    tables = {"area": area_ids, "unit": unit_ids, "municipality": municipality_ids}

    class Meta(PeriodResource.Meta):
        abstract = False
        model = AreaVersion
        fields = ("area", "name", "unit", "municipality", "lat", "lon", "area_km2", "valid_from", "valid_to", "source", "note")
        import_id_fields = ("area", "valid_from")


def _kind_with_both_sides(value: str) -> str:
    """Return a kind that has an area before and an area after; that one is new or dissolved is decided on its own page, not read in."""
    kind = one_of(LineageKind)(value)
    if kind in {LineageKind.NEW, LineageKind.DISSOLVED}:
        raise ValueError(_("”%(value)s” läses inte in ur en fil. Det avgörs på sidan Härkomst.") % {"value": value})
    return kind


class LineageResource(PlaceResource):
    """One row is a split, a merger, a new name or a smaller extent, as a source has it. What was decided here is not written over."""

    kind = Column("kind", "kind", _kind_with_both_sides)
    before = Column("before_slug", "before_id", Known())
    after = Column("after_slug", "after_id", Known())
    year = Column("year", "year", number)
    note = Column("note", "note", text)
    source = Column("source", "source", text)
    tables = {"before": area_ids, "after": area_ids}

    class Meta(PlaceResource.Meta):
        abstract = False
        model = Lineage
        fields = ("kind", "before", "after", "year", "note", "source")
        import_id_fields = ("before", "after", "year")

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        known = self.existing.get(self.key_of(row))
        if known is not None and known.is_decided:
            raise ValidationError(_("härkomsten är redan avgjord på sidan Härkomst, med ett skäl. Ångra beslutet där först."))
