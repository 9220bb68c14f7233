"""What the lists of areas give out: the areas as they were in a year, and the lists themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from areas import exports
from areas.enums import UnitKind
from areas.exporting.resource import Column, OpenResource, Spot
from areas.exports import Asks, Choice, Export, Taken
from areas.geo.shapes import polygon
from areas.models import AreaVersion, Boundary, NamedUnit
from areas.queries.places import versions_on
from areas.queries.units import nearest, units_on
from assessments.exporting import notes_of
from assessments.models import Decision, Round
from lagesbild.access.scope import Scope
from lagesbild.db import present
from lagesbild.ui.badges import TRENDS, mark
from reports.queries.lists import listed_for, listing, points_of, rounds_for, rows_of
from reports.texts import source_note

NAME, PARENT = "areas.UnitName.name", "areas.UnitPlacement.parent"


class _Placed(OpenResource):
    """Rows about an area's version, with the organisation and the boundaries of a day."""

    def __init__(self, versions: Iterable[AreaVersion], round_: Round) -> None:
        super().__init__()
        found = list(versions)
        self.units = units_on(round_.reference_date)
        self.points = points_of(found)
        boundaries = Boundary.objects.filter(area__in=[row.area_id for row in found]).as_of(round_.reference_date)
        self.shapes = dict(boundaries.values_list("area_id", "geometry"))

    def version_of(self, row: Any) -> AreaVersion:
        raise NotImplementedError

    def spot(self, row: Any) -> Spot:
        version = self.version_of(row)
        shape = self.shapes.get(version.area_id)
        return Spot(self.points.get(version.pk), polygon(shape) if shape else None)

    def _above(self, row: Any, kind: UnitKind) -> NamedUnit | None:
        unit = self.units.get(self.version_of(row).unit_id)
        return nearest(unit, self.units, kind) if unit else None

    def dehydrate_lokalpolisomrade(self, row: Any) -> str:
        unit = self.units.get(self.version_of(row).unit_id)
        return unit.name if unit and unit.kind == UnitKind.LPO else ""

    def dehydrate_lpo_kod(self, row: Any) -> str:
        unit = self.units.get(self.version_of(row).unit_id)
        return unit.code if unit and unit.kind == UnitKind.LPO else ""

    def dehydrate_polisomrade(self, row: Any) -> str:
        found = self._above(row, UnitKind.DISTRICT)
        return found.name if found else ""

    def dehydrate_polisregion(self, row: Any) -> str:
        found = self._above(row, UnitKind.REGION)
        return found.name if found else ""


class ListResource(_Placed):
    """A list of areas, numbered as on its map."""

    layer = "listan"

    nummer = Column("on_map", kind=int, reads="assessments.Decision.category areas.AreaVersion.name")
    id = Column("area__slug")
    namn = Column("area_version__name")
    kategori = Column(reads="assessments.Decision.category")
    utveckling = Column(reads="assessments.Decision.trend")
    lokalpolisomrade = Column(reads=f"{NAME} areas.AreaVersion.unit")
    lpo_kod = Column(reads="areas.Unit.code areas.AreaVersion.unit")
    polisomrade = Column(reads=f"{NAME} {PARENT}")
    polisregion = Column(reads=f"{NAME} {PARENT}")
    kommun = Column("area_version__municipality__name")
    lat = Column("area_version__lat", kind=float)
    lon = Column("area_version__lon", kind=float)
    yta_km2 = Column("area_version__area_km2", kind=float)
    lista = Column("round__year", kind=int)
    kalla = Column("source")

    class Meta:
        model = Decision

    def version_of(self, row: Decision) -> AreaVersion:
        return row.area_version

    def dehydrate_kategori(self, row: Decision) -> str:
        return str(mark(row.category).word)

    def dehydrate_utveckling(self, row: Decision) -> str:
        return str(TRENDS[row.trend][1]) if row.trend else ""


class AreaResource(_Placed):
    """Every area that there was in a year, on the list or not, with its category if it was on the list."""

    layer = "områden"

    id = Column("area__slug")
    namn = Column("name")
    kategori = Column(reads="assessments.Decision.category")
    lokalpolisomrade = Column(reads=f"{NAME} areas.AreaVersion.unit")
    lpo_kod = Column(reads="areas.Unit.code areas.AreaVersion.unit")
    polisomrade = Column(reads=f"{NAME} {PARENT}")
    polisregion = Column(reads=f"{NAME} {PARENT}")
    kommun = Column("municipality__name")
    lat = Column("lat", kind=float)
    lon = Column("lon", kind=float)
    yta_km2 = Column("area_km2", kind=float)
    galler_fran = Column("valid_from", kind=date)
    galler_till = Column("valid_to", kind=date)
    kalla = Column("source")

    class Meta:
        model = AreaVersion

    def __init__(self, versions: Iterable[AreaVersion], round_: Round, categories: dict[int, str]) -> None:
        super().__init__(versions, round_)
        self.categories = categories

    def version_of(self, row: AreaVersion) -> AreaVersion:
        return row

    def dehydrate_kategori(self, row: AreaVersion) -> str:
        category = self.categories.get(row.area_id)
        return str(mark(category).word) if category else ""


def _chosen(chosen: Choice) -> Round:
    """Return the round of the chosen year, out of those that the person may read."""
    return next(row for row in rounds_for(chosen.scope) if row.year == present(chosen.year))


def _list(chosen: Choice) -> Taken:
    round_ = _chosen(chosen)
    numbers = {place.slug: place.number for place in listing(chosen.scope, round_).places}
    rows = sorted(rows_of(chosen.scope, round_), key=lambda row: numbers[row.area.slug])
    for row in rows:
        row.on_map = numbers[row.area.slug]  # type: ignore[attr-defined]
    resource = ListResource([row.area_version for row in rows], round_)
    return Taken(resource, rows, (*notes_of(round_), ("Listans källa", source_note(row.source for row in rows) or "Besluten i omgången.")))


def _areas(chosen: Choice) -> Taken:
    round_ = _chosen(chosen)
    rows = list(versions_on(round_.reference_date).order_by("area__slug"))
    categories = dict(listed_for(chosen.scope).filter(round=round_).values_list("area_id", "category"))
    return Taken(AreaResource(rows, round_, categories), rows, notes_of(round_))


def _years(scope: Scope) -> list[int]:
    return [row.year for row in rounds_for(scope)]


def register_all() -> None:
    """Make the exports known. Called once, when the app is ready."""
    areas = _("Alla områden som fanns ett år, med namn, lokalpolisområde och kommun då, och kategorin för dem som stod på listan.")
    lists = _("Områdena på ett års lista, med samma nummer som på kartan.")
    exports.register(Export("omraden", _("Områden"), areas, AreaResource, _areas, Asks.YEAR, _years, order=10))
    exports.register(Export("listor", _("Listor"), lists, ListResource, _list, Asks.YEAR, _years, order=20))
