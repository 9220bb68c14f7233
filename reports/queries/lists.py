"""Which lists of areas a person may read, and what is on them.

A published list, and one that was taken over from a published one, is for everybody who is logged in. What is decided in a round that has
not been published is for those who read its decisions, as far as they see the local pictures.
"""

from collections.abc import Iterable
from datetime import date

import shapely
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from shapely.geometry.base import BaseGeometry

from areas.enums import UnitKind
from areas.geo.shapes import polygon, to_sweref
from areas.models import AreaVersion, Boundary, NamedUnit
from areas.queries.units import nearest, region_order, units_on
from assessments.enums import Category, RoundState
from assessments.models import AreaAssessment, Decision, Round
from assessments.queries.decisions import READERS
from lagesbild.access.scope import Scope
from reports.atlas.places import Listing, Place, Region, order_of
from reports.models import Publication


def decisions_for(scope: Scope) -> QuerySet[Decision]:
    """Return the decisions that the person may read."""
    is_open = Q(round__is_historic=True) | Q(round__year__in=Publication.objects.values("year"))
    if not any(scope.can(codename) for codename in READERS):
        return Decision.objects.filter(is_open)
    return Decision.objects.filter(is_open | Q(assessment__in=AreaAssessment.objects.visible_to(scope)))


def listed_for(scope: Scope) -> QuerySet[Decision]:
    """Return the decisions that put an area on a list, as far as the person may read them."""
    return decisions_for(scope).filter(category__in=Category.listed())


def rounds_for(scope: Scope) -> list[Round]:
    """Return the rounds whose list the person may read, or a part of it, the latest first. One query."""
    shown = listed_for(scope).filter(round=OuterRef("pk"))
    return list(Round.objects.filter(Exists(shown)).select_related("method").order_by("-year"))


def chosen(rounds: list[Round], asked: str | None) -> Round | None:
    """Return the round that was asked for by its year; when none was, the latest that is complete. Nothing when it is not among them."""
    if asked is None:
        return next((row for row in rounds if row.state == RoundState.CLOSED), rounds[0] if rounds else None)
    return next((row for row in rounds if str(row.year) == asked), None)


def rows_of(scope: Scope, round_: Round) -> QuerySet[Decision]:
    """Return the list of a round with everything that a table shows of it."""
    related = ("area", "area_version__unit", "area_version__municipality", "round__method")
    return listed_for(scope).filter(round=round_).select_related(*related)


def listing(scope: Scope, round_: Round) -> Listing:
    """Return the list of a round for maps. Four queries, however long it is."""
    day = round_.reference_date
    units = units_on(day)
    rows = sorted(_placed(scope, round_), key=lambda row: _order(row, units))
    regions = sorted((unit for unit in units.values() if unit.kind == UnitKind.REGION), key=lambda unit: region_order(unit.slug))
    return Listing(
        year=round_.year,
        day=day,
        is_historic=round_.is_historic,
        is_published=Publication.objects.filter(year=round_.year).exists(),
        places=_places(rows, units, day),
        regions=tuple(Region(unit.key, unit.name, unit.slug) for unit in regions),
    )


def _placed(scope: Scope, round_: Round) -> QuerySet[Decision]:
    """Return the list of a round with what a map shows of it, and no more: a map is asked for often."""
    version = ("name", "unit_id", "lat", "lon", "municipality__name")
    shown = ("category", "area__slug", *(f"area_version__{name}" for name in version))
    return listed_for(scope).filter(round=round_).select_related("area", "area_version__municipality").only(*shown)


def region_of(row: Decision, units: dict[int, NamedUnit]) -> NamedUnit | None:
    """Return the region in which the area lay on the day of `units`."""
    unit = units.get(row.area_version.unit_id)
    return nearest(unit, units, UnitKind.REGION) if unit else None


def lpo_of(row: Decision, units: dict[int, NamedUnit]) -> str:
    """Return the name of the area's local police area; empty where the sources do not tell it."""
    unit = units.get(row.area_version.unit_id)
    return unit.name if unit and unit.kind == UnitKind.LPO else ""


def _order(row: Decision, units: dict[int, NamedUnit]) -> tuple[object, ...]:
    region = region_of(row, units)
    return order_of(region_order(region.slug if region else ""), Category(row.category), lpo_of(row, units), row.area_version.name)


def _places(rows: list[Decision], units: dict[int, NamedUnit], day: date) -> tuple[Place, ...]:
    shapes = _shapes([row.area_id for row in rows], day)
    points = points_of(row.area_version for row in rows)
    found = []
    for number, row in enumerate(rows, start=1):
        shape, region = shapes.get(row.area_id), region_of(row, units)
        inside = shape.representative_point() if shape is not None else None
        found.append(
            Place(
                number=number,
                slug=row.area.slug,
                name=row.area_version.name,
                category=Category(row.category),
                lpo=lpo_of(row, units),
                municipality=row.area_version.municipality.name,
                region_key=region.key if region else "",
                region=region.name if region else "",
                region_slug=region.slug if region else "",
                point=(inside.x, inside.y) if inside is not None else points.get(row.area_version_id),
                shape=shape,
            )
        )
    return tuple(found)


_read: dict[int, BaseGeometry] = {}  # the polygon of each boundary that this process has read, by id


def _shapes(area_ids: list[int], day: date) -> dict[int, BaseGeometry]:
    """Return the boundary of each area that had one on `day`. One query, which leaves out the geometry of those that were read before.

    Reading a boundary is most of what a map costs, and what is stored of it never changes, so the process keeps the polygons it has read.
    Boundaries are open: they are seen only through a list that the person may read.
    """
    unread = Case(When(~Q(pk__in=list(_read)), then="geometry"), default=None)
    found = {}
    for area_id, pk, geometry in Boundary.objects.filter(area__in=area_ids).as_of(day).values_list("area_id", "pk", unread):
        if geometry is not None:
            _read[pk] = polygon(geometry)
        found[area_id] = _read[pk]
    return found


def points_of(versions: Iterable[AreaVersion]) -> dict[int, tuple[float, float]]:
    """Return the middle points of the areas that have one, by version id, in SWEREF 99 TM."""
    known = [row for row in versions if row.lat is not None and row.lon is not None]
    if not known:
        return {}
    degrees = shapely.multipoints([(float(row.lon or 0), float(row.lat or 0)) for row in known])
    metres = shapely.get_coordinates(to_sweref(degrees))
    return {row.pk: (float(east), float(north)) for row, (east, north) in zip(known, metres, strict=True)}
