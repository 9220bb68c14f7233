"""Making areas and their versions."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from areas.models import Area, AreaVersion, Municipality
from areas.queries.units import homes_from
from lagesbild.db import one_writer

REGISTER = "areas"  # who reads areas, versions and boundaries and writes by what was read takes `one_writer` of it first
LONGEST = Area._meta.get_field("slug").max_length or 100


@transaction.atomic
def create_area(
    *,
    slug: str,
    name: str,
    unit_id: int,
    municipality_id: int,
    valid_from: date,
    lat: Decimal | None,
    lon: Decimal | None,
    source: str,
    area_km2: Decimal | None = None,
) -> AreaVersion:
    """Make a new area; return its first version. When the slug is taken by another place, it gets something added to it.

    Where the unit has ended since, the area has gone on with it: one version for each unit it has stood in.
    """
    one_writer(REGISTER)
    area = Area.objects.create(slug=free_slug(slug, municipality_id))
    same = {"area": area, "name": name, "municipality_id": municipality_id, "lat": lat, "lon": lon, "area_km2": area_km2, "source": source}
    homes = homes_from(unit_id, valid_from)
    versions = [AreaVersion(unit_id=home, valid_from=first, valid_to=last, **same) for home, first, last in homes]
    return AreaVersion.objects.bulk_create(versions)[0]


def slug_of(name: str) -> str:
    """Return an area's public id from its name. A name without a single letter or digit that can stand in an address is "omrade"."""
    return re.sub(r"-+", "-", slugify(name.replace("/", "-"))).strip("-_") or "omrade"


def free_slug(slug: str, municipality_id: int) -> str:
    """Return `slug` when nobody has it, else with the municipality's added, else with a number too. Cut so that it fits."""
    municipality = Municipality.objects.values_list("slug", flat=True).get(pk=municipality_id)
    tails = ["", f"-{municipality}", *(f"-{municipality}-{number}" for number in range(2, 1000))]
    wanted = [f"{slug[: LONGEST - len(tail)].rstrip('-')}{tail}" for tail in tails]
    taken = set(Area.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    return next(one for one in wanted if one not in taken)


@transaction.atomic
def extend_back(version: AreaVersion, *, valid_from: date, source: str, **values: Any) -> AreaVersion:
    """Make the version before `version`, the area's first: from `valid_from` to the day before it. `values` are what was different."""
    return _copy(version, valid_from=valid_from, valid_to=version.valid_from - timedelta(days=1), source=source, **values)


@transaction.atomic
def new_version(version: AreaVersion, *, valid_from: date, source: str, **values: Any) -> AreaVersion:
    """End `version`, which is the area's last, and let a new one with `values` hold from `valid_from`."""
    version.valid_to = valid_from - timedelta(days=1)
    version.save(update_fields=["valid_to"])
    return _copy(version, valid_from=valid_from, valid_to=None, source=source, **values)


def _copy(version: AreaVersion, **values: Any) -> AreaVersion:
    kept = ("area_id", "name", "unit_id", "municipality_id", "lat", "lon", "area_km2")
    return AreaVersion.objects.create(**{name: getattr(version, name) for name in kept} | values)
