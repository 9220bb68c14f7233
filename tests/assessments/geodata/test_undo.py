"""Taking back what a file of boundaries read in: exactly, once, and not when something is built on it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from areas.actions.places import extend_back
from areas.actions.undoing import undo_batch
from areas.enums import BatchState
from areas.geo.shapes import stored
from areas.models import Area, AreaVersion, Boundary, ImportBatch, Unit
from assessments.actions.geodata import apply_geodata, receive_geodata
from assessments.actions.historic import historic_round, take_over
from assessments.models import Decision
from lagesbild.access.roles import Role
from lagesbild.exceptions import ActionDenied
from reports.actions.national import compile_picture
from tests.factories import geo, reports
from tests.factories.files import data_admin
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def read_in(folder: Path, rows: list[dict[str, Any]], year: int) -> ImportBatch:
    path = geo.write(folder / f"{year}.gpkg", rows)
    batch = receive_geodata(path, filename=path.name, year=year, by=data_admin())
    apply_geodata(batch, by=data_admin())
    return ImportBatch.objects.get(pk=batch.pk)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of what a file writes, as the database has them."""
    tables = {
        "areas_area": "id, slug",
        "areas_areaversion": "id, area_id, name, unit_id, valid_from, valid_to",
        "areas_boundary": "id, area_id, valid_from, valid_to, geometry::text",
        "assessments_round": "id, year",
        "assessments_decision": "id, area_id, category",
    }
    found = {}
    with connection.cursor() as cursor:
        for table, columns in tables.items():
            cursor.execute(f"select {columns} from {table} order by id")
            found[table] = cursor.fetchall()
    return found


def test_everything_is_as_it_was(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Ett"), geo.row("Två", geo.square(north=6_590_000))], 2021)
    before = everything()
    moved = [
        geo.row("Ettan", geo.square(east=667_050)),
        geo.row("Två", geo.square(north=6_590_000)),
        geo.row("Tre", geo.square(north=6_594_000)),
    ]
    batch = read_in(tmp_path, moved, 2023)
    assert everything() != before
    undo_batch(batch, by=data_admin())
    assert everything() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.UNDONE


def test_once_only_and_by_whoever_reads_in(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2023)
    with pytest.raises(ActionDenied):
        undo_batch(batch, by=make_user(Role.NOA_LEAD))
    undo_batch(batch, by=data_admin())
    with pytest.raises(ActionDenied):
        undo_batch(batch, by=data_admin())


def test_the_file_can_be_read_in_again_afterwards(tmp_path: Path) -> None:
    undo_batch(read_in(tmp_path, [geo.row("Ett")], 2023), by=data_admin())
    assert Decision.objects.count() == 0
    read_in(tmp_path, [geo.row("Ett")], 2023)
    assert Decision.objects.count() == Boundary.objects.count() == 1


def test_not_when_a_later_file_moved_on_from_it(tmp_path: Path) -> None:
    first = read_in(tmp_path, [geo.row("Ett")], 2021)
    second = read_in(tmp_path, [geo.row("Ett", geo.square(east=667_050))], 2023)
    before = everything()
    with pytest.raises(ActionDenied, match="områden i filen har fått nya uppgifter sedan dess"):
        undo_batch(first, by=data_admin())
    assert everything() == before
    undo_batch(second, by=data_admin())
    undo_batch(ImportBatch.objects.get(pk=first.pk), by=data_admin())
    assert not Boundary.objects.exists()


def test_not_out_of_the_middle_of_three(tmp_path: Path) -> None:
    """The second file ended the first's boundary and the third ended its: taking back the second would leave two at a time."""
    read_in(tmp_path, [geo.row("Ett")], 2021)
    middle = read_in(tmp_path, [geo.row("Ett", geo.square(east=667_050), KATEGORI="")], 2023)
    last = read_in(tmp_path, [geo.row("Ett", geo.square(east=667_100), KATEGORI="")], 2025)
    before = everything()
    with pytest.raises(ActionDenied, match="har fått nya uppgifter sedan dess"):
        undo_batch(middle, by=data_admin())
    assert everything() == before
    undo_batch(last, by=data_admin())
    undo_batch(ImportBatch.objects.get(pk=middle.pk), by=data_admin())


def test_not_when_a_later_file_gave_its_area_another_name(tmp_path: Path) -> None:
    first = read_in(tmp_path, [geo.row("Ett")], 2021)
    read_in(tmp_path, [geo.row("Ettan", KATEGORI="")], 2023)
    assert Boundary.objects.count() == 1
    with pytest.raises(ActionDenied, match="områden i filen har fått nya uppgifter sedan dess"):
        undo_batch(first, by=data_admin())


def test_not_when_an_area_that_it_made_has_got_an_earlier_version(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2023)
    extend_back(AreaVersion.objects.get(name="Ett"), valid_from=date(2015, 1, 1), source="en annan", name="Gamla ett")
    before = everything()
    with pytest.raises(ActionDenied, match="områden i filen har fått nya uppgifter sedan dess"):
        undo_batch(batch, by=data_admin())
    assert everything() == before


def test_an_earlier_list_that_came_afterwards_is_taken_back_alone(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Husby", geo.square(east=667_050), KATEGORI="", AKTUALITET="2018-10-01")], 2023)
    before = everything()
    batch = read_in(tmp_path, [geo.row("Husby", KATEGORI="", AKTUALITET="2018-10-01")], 2021)
    undo_batch(batch, by=data_admin())
    assert everything() == before


def test_not_a_file_of_a_kind_that_keeps_no_journal(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2023)
    ImportBatch.objects.filter(pk=batch.pk).update(journal={})
    with pytest.raises(ActionDenied, match="filens slag kan inte ångras"):
        undo_batch(batch, by=data_admin())


def test_not_when_what_it_changed_was_changed_again(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Ett")], 2021)
    batch = read_in(tmp_path, [geo.row("Ett", geo.square(east=667_050))], 2023)
    Boundary.objects.filter(valid_to__isnull=False).update(valid_to=date(2022, 6, 30))
    with pytest.raises(ActionDenied, match="har ändrats igen"):
        undo_batch(batch, by=data_admin())


EDITS: dict[str, Callable[[], object]] = {
    "a name": lambda: AreaVersion.objects.filter(name="Två").update(name="Tvåan"),
    "a unit": lambda: AreaVersion.objects.filter(name="Två").update(unit=Unit.objects.get(key="noa")),
    "a corner": lambda: Boundary.objects.filter(area__slug="tva").update(geometry=stored(geo.square(north=6_590_001))),
    "a reason": lambda: Boundary.objects.filter(area__slug="tva").update(reason="Rättad."),
    "a boundary that is gone": lambda: Boundary.objects.filter(area__slug="tva").delete(),
    "an address": lambda: Area.objects.filter(slug="tva").update(slug="tvaan"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_not_when_what_it_made_has_been_edited(edit: str, tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett"), geo.row("Två", geo.square(north=6_590_000))], 2023)
    assert EDITS[edit]()
    before = everything()
    with pytest.raises(ActionDenied, match=r"^Du kan inte ångra inläsningen: något som filen läste in har ändrats sedan dess\.$"):
        undo_batch(batch, by=data_admin())
    assert everything() == before


def test_what_was_edited_and_set_right_again_stands_in_nobodys_way(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2023)
    for name in ("Ettan", "Ett"):
        AreaVersion.objects.filter(area__slug="ett").update(name=name)
    undo_batch(batch, by=data_admin())
    assert not Boundary.objects.exists()


def older(batch: ImportBatch) -> ImportBatch:
    """Return the batch with the journal that was kept before it told how its rows were made."""
    made: dict[str, list[int]] = defaultdict(list)
    for step in batch.journal:
        if step["step"] == "made":
            made[step["model"]].append(step["id"])
    names = ("model", "id", "field", "was", "now")
    changed = [[step[name] for name in names] for step in batch.journal if step["step"] == "changed"]
    assert made and changed
    ImportBatch.objects.filter(pk=batch.pk).update(journal={"made": made, "changed": changed})
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_file_of_before_the_journal_told_more_is_taken_back_too(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Ett")], 2021)
    before = everything()
    batch = older(read_in(tmp_path, [geo.row("Ettan", geo.square(east=667_050)), geo.row("Tre", geo.square(north=6_594_000))], 2023))
    undo_batch(batch, by=data_admin())
    assert everything() == before


def test_nor_is_one_of_those_when_it_is_in_the_middle(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Ett")], 2021)
    middle = older(read_in(tmp_path, [geo.row("Ett", geo.square(east=667_050), KATEGORI="")], 2023))
    read_in(tmp_path, [geo.row("Ett", geo.square(east=667_100), KATEGORI="")], 2025)
    with pytest.raises(ActionDenied, match="har fått nya uppgifter sedan dess"):
        undo_batch(middle, by=data_admin())


def test_not_when_a_decision_stands_on_its_version(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2021)
    version = AreaVersion.objects.get(name="Ett")
    other = Decision.objects.get().round
    take_over(round_=historic_round(year=2022, by=data_admin()), version=version, category="utsatt", trend="", source="en annan lista")
    before = everything()
    with pytest.raises(ActionDenied, match="något annat i systemet bygger på den"):
        undo_batch(batch, by=data_admin())
    assert everything() == before and other.pk
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.APPLIED


def test_not_when_a_national_picture_is_compiled_from_its_list(tmp_path: Path) -> None:
    batch = read_in(tmp_path, [geo.row("Ett")], 2023)
    compile_picture(Decision.objects.get().round, by=reports.editor())
    with pytest.raises(ActionDenied, match="den nationella lägesbilden 2023 är sammanställd"):
        undo_batch(batch, by=data_admin())


def test_the_database_lets_go_of_no_other_decision(tmp_path: Path) -> None:
    read_in(tmp_path, [geo.row("Ett")], 2023)
    with pytest.raises(Exception, match="never changed or removed"), connection.cursor() as cursor:
        cursor.execute("delete from assessments_decision")
