"""What the register of places gives out: the organisation, the boundaries, what became of areas, and the files that were read in."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from areas import exports, imports
from areas.enums import UnitKind
from areas.exporting.resource import Column, OpenResource, Spot
from areas.exports import Asks, Choice, Export, Taken
from areas.geo.shapes import polygon
from areas.models import AreaVersion, Boundary, ImportBatch, Lineage, NamedUnit, Unit
from areas.queries.batches import batches
from areas.queries.units import nearest, units_on
from lagesbild.access.codenames import Codename

UNIT_NAME, PLACEMENT = "areas.UnitName.name", "areas.UnitPlacement.parent"
VERSION_NAME = "areas.AreaVersion.name"


class UnitResource(OpenResource):
    """Regions, districts and local police areas as they were called and placed on a day."""

    nyckel = Column("key")
    slag = Column("get_kind_display", reads="areas.Unit.kind")
    kod = Column("code")
    namn = Column("name", reads=UNIT_NAME)
    hor_till_nyckel = Column(reads=f"areas.Unit.key {PLACEMENT}")
    hor_till = Column(reads=f"{UNIT_NAME} {PLACEMENT}")
    polisregion = Column(reads=f"{UNIT_NAME} {PLACEMENT}")
    namngiven = Column("is_named", kind=bool)
    galler_fran = Column("valid_from", kind=date)
    galler_till = Column("valid_to", kind=date)
    kalla = Column("source")

    class Meta:
        model = Unit

    def __init__(self, units: dict[int, NamedUnit]) -> None:
        super().__init__()
        self.units = units

    def dehydrate_hor_till_nyckel(self, row: NamedUnit) -> str:
        parent = self.units.get(row.parent_unit_id or 0)
        return parent.key if parent else ""

    def dehydrate_hor_till(self, row: NamedUnit) -> str:
        parent = self.units.get(row.parent_unit_id or 0)
        return parent.name if parent else ""

    def dehydrate_polisregion(self, row: NamedUnit) -> str:
        found = nearest(row, self.units, UnitKind.REGION)
        return found.name if found else ""


class BoundaryResource(OpenResource):
    """Where areas' boundaries ran on a day."""

    layer = "gränser"

    id = Column("area__slug")
    namn = Column(reads=VERSION_NAME)
    galler_fran = Column("valid_from", kind=date)
    galler_till = Column("valid_to", kind=date)
    yta_m2 = Column("area_m2", kind=float)
    skal = Column("reason")
    kalla = Column("source")

    class Meta:
        model = Boundary

    def __init__(self, names: dict[int, str]) -> None:
        super().__init__()
        self.names = names

    def dehydrate_namn(self, row: Boundary) -> str:
        return self.names.get(row.area_id, "")

    def spot(self, row: Boundary) -> Spot:
        return Spot(shape=polygon(row.geometry))


class LineageResource(OpenResource):
    """What became of areas from one list to another."""

    lista = Column("year", kind=int)
    handelse = Column("get_kind_display", reads="areas.Lineage.kind")
    fore_id = Column("before__slug")
    efter_id = Column("after__slug")
    anmarkning = Column("note")
    kalla = Column("source")

    class Meta:
        model = Lineage


class BatchResource(OpenResource):
    """The files that were sent in and what became of them; never what they hold."""

    fil = Column("filename")
    innehall = Column(reads="areas.ImportBatch.kind")
    lage = Column("get_state_display", reads="areas.ImportBatch.state")
    kontrollsumma = Column("sha256")
    nya = Column("summary__new", kind=int, reads="areas.ImportBatch.summary")
    andrade = Column("summary__changed", kind=int, reads="areas.ImportBatch.summary")
    oforandrade = Column("summary__unchanged", kind=int, reads="areas.ImportBatch.summary")
    skickad = Column("received_at", reads="areas.ImportBatch.received_at")
    inlast = Column("applied_at", reads="areas.ImportBatch.applied_at")

    class Meta:
        model = ImportBatch

    def dehydrate_innehall(self, row: ImportBatch) -> str:
        return str(imports.label_of(row.kind))


def _units(chosen: Choice) -> Taken:
    units = units_on(chosen.day)
    return Taken(UnitResource(units), sorted(units.values(), key=lambda unit: unit.key))


def _boundaries(chosen: Choice) -> Taken:
    names = dict(AreaVersion.objects.as_of(chosen.day).values_list("area_id", "name"))
    return Taken(BoundaryResource(names), Boundary.objects.as_of(chosen.day).select_related("area").order_by("area__slug"))


def _lineage(chosen: Choice) -> Taken:
    """Return what sources tell; what a person has decided for a list to come only to those who keep the register."""
    rows = Lineage.objects.all() if _reads_files(chosen.scope) else Lineage.objects.filter(decided_at=None)
    return Taken(LineageResource(), rows.select_related("before", "after").order_by("year", "before__slug", "after__slug"))


def _batches(chosen: Choice) -> Taken:
    return Taken(BatchResource(), batches())


def _reads_files(scope: Any) -> bool:
    return bool(scope.can(Codename.IMPORT_DATA))


def register_all() -> None:
    """Make the exports known. Called once, when the app is ready."""
    units = _("Regioner, polisområden och lokalpolisområden som de hette och hörde ihop en dag.")
    boundaries = _("Områdenas gränser som de gick en dag. Kartfilerna har gränserna som ytor.")
    lineage = _("Områden som har delats, slagits ihop, bytt namn eller fått ändrad gräns.")
    batches_text = _("Filer som har skickats in och vad som blev av dem. Innehållet är inte med.")
    exports.register(Export("enheter", _("Enheter"), units, UnitResource, _units, asks=Asks.DAY, order=30))
    exports.register(Export("granser", _("Gränser"), boundaries, BoundaryResource, _boundaries, asks=Asks.DAY, order=25))
    exports.register(Export("harstamning", _("Vad som blev av områden"), lineage, LineageResource, _lineage, order=35))
    exports.register(Export("inlasningar", _("Inläsningar"), batches_text, BatchResource, _batches, test=_reads_files, order=60))
