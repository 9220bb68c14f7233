"""The police's own files, when somebody has them: GEODATA_FOLDER names where uso_2023.shp and USO_historiska.shp lie.

No licence is stated with them, so they are not in the project. `test_plan` reads the same list with made boundaries.
"""

import os
from pathlib import Path

import pyogrio
import pytest

from areas.models import Area, Boundary, Lineage
from assessments.actions.geodata import apply_geodata, plan_of, receive_geodata
from assessments.importers.geodata.planning import Plan
from assessments.importers.published_list import import_list
from assessments.models import Decision
from tests.factories import geo
from tests.factories.files import LISTS, data_admin

FOLDER = os.environ.get("GEODATA_FOLDER", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("places"),
    pytest.mark.skipif(not FOLDER, reason="the police's files are not here (GEODATA_FOLDER)"),
]


def zipped(stem: str, folder: Path) -> Path:
    return geo.pack(folder / f"{stem}.zip", {part.name: part.read_bytes() for part in Path(FOLDER).glob(f"{stem}.*")})


def read_in(stem: str, folder: Path, year: int = 2023) -> Plan:
    batch = receive_geodata(zipped(stem, folder), filename=f"{stem}.zip", year=year, by=data_admin())
    return apply_geodata(batch, by=data_admin())


def test_the_file_of_2023_from_nothing_and_again(tmp_path: Path) -> None:
    Lineage.objects.all().delete()
    Area.objects.all().delete()
    found = read_in("uso_2023", tmp_path)
    assert Area.objects.count() == Boundary.objects.count() == 59
    counts = [Decision.objects.filter(round__year=2023, category=category).count() for category in ("utsatt", "risk", "sarskilt")]
    assert counts == [27, 15, 17]
    told = [planned for planned in found.features if planned.said.name == "Fisksätra"]
    assert (
        "filen säger polisområde Stockholm nord 5313, men lokalpolisområde Nacka (531240) ligger i Stockholm syd"
        in told[0].said.warnings[0]
    )
    _meta, _fids, _shapes, (names, sizes) = pyogrio.raw.read(
        Path(FOLDER) / "uso_2023.shp", columns=["NAMN", "Shape_Area"], read_geometry=False
    )
    said = {"/".join(part.strip() for part in name.split("/")): size for name, size in zip(names, sizes, strict=True)}
    worst = max(abs(float(row.area_m2) - said[row.area.versions.get().name]) for row in Boundary.objects.prefetch_related("area__versions"))
    assert worst < 1
    again = plan_of(receive_geodata(zipped("uso_2023", tmp_path), filename="uso.zip", year=2023, by=data_admin()))
    assert again.result.totals == {"new": 0, "changed": 0, "unchanged": 59, "refused": 0}


def test_categories_are_those_of_the_published_list_and_removed_areas_find_themselves(tmp_path: Path) -> None:
    for year in (2015, 2017, 2019, 2021, 2023):
        import_list(LISTS / f"{year}.csv", by=data_admin())
    decided = Decision.objects.count()
    assert read_in("uso_2023", tmp_path).result.totals == {"new": 0, "changed": 59, "unchanged": 0, "refused": 0}
    assert read_in("USO_historiska", tmp_path).result.totals == {"new": 0, "changed": 4, "unchanged": 0, "refused": 0}
    assert Decision.objects.count() == decided
    removed = Boundary.objects.filter(batch__filename="USO_historiska.zip").values_list("area__slug", "valid_from__year")
    assert sorted(removed) == [("falkagard", 2015), ("klockaretorpet", 2019), ("rannebergen", 2019), ("smedby", 2017)]
