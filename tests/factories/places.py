"""Units and areas: a nation, a region or two, and local police areas below them."""

from datetime import date
from decimal import Decimal

from shapely.geometry import box

from areas.enums import UnitKind
from areas.geo.shapes import stored
from areas.models import Area, AreaVersion, Boundary, Municipality, Unit, UnitName, UnitPlacement

START = date(2015, 1, 1)


def make_unit(kind: str, name: str, parent: Unit | None = None, *, is_named: bool = True) -> Unit:
    """Make a unit that is valid since 2015, with its name and its place."""
    slug = name.lower().replace(" ", "-").translate(str.maketrans("åäö", "aao"))
    key = "noa" if kind == UnitKind.NATIONAL else f"{kind}-{slug}"
    found = Unit.objects.filter(key=key).first()
    if found:
        return found
    unit = Unit.objects.create(kind=kind, key=key, is_named=is_named, valid_from=START)
    UnitName.objects.create(unit=unit, name=name, slug=slug, valid_from=START)
    if parent:
        UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=START)
    return unit


def make_nation() -> Unit:
    return make_unit(UnitKind.NATIONAL, "Nationella operativa avdelningen")


def make_region(name: str = "Stockholm") -> Unit:
    return make_unit(UnitKind.REGION, name, make_nation())


def make_lpo(name: str = "Rinkeby", region: str = "Stockholm", *, is_named: bool = True) -> Unit:
    return make_unit(UnitKind.LPO, name, make_region(region), is_named=is_named)


def make_lpos(count: int, region: str = "Stockholm") -> list[Unit]:
    return [make_lpo(f"{region} {number:02}", region, is_named=False) for number in range(1, count + 1)]


def make_municipality(name: str = "Stockholm", code: str = "0180") -> Municipality:
    return Municipality.objects.get_or_create(name=name, defaults={"code": code, "slug": name.lower(), "county": "Stockholms län"})[0]


def make_area(name: str = "Husby", unit: Unit | None = None) -> AreaVersion:
    """Make an area with one version that lies in `unit`."""
    slug = name.lower().replace("/", "-").replace(" ", "-").translate(str.maketrans("åäö", "aao"))
    return AreaVersion.objects.create(
        area=Area.objects.create(slug=slug),
        name=name,
        unit=unit or make_lpo(),
        municipality=make_municipality(),
        valid_from=START,
        lat=Decimal("59.40"),
        lon=Decimal("17.92"),
    )


def make_boundary(version: AreaVersion, west: float, east: float, *, valid_from: date = START, valid_to: date | None = None) -> Boundary:
    """Give an area a boundary: a strip one kilometre high between two places on a line, metres in SWEREF 99 TM."""
    shape = box(674000 + west, 6580000, 674000 + east, 6581000)
    return Boundary.objects.create(
        area=version.area, geometry=stored(shape), area_m2=Decimal(shape.area), valid_from=valid_from, valid_to=valid_to, source="x"
    )
