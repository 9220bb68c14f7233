"""What an act wrote: noted step by step, told from what somebody changed since, taken back."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.geo.shapes import stored
from areas.journal import LONGEST, Journal, snapshot, steps_of, take_back_step, touched
from areas.models import Area, AreaVersion, Boundary
from tests.factories import geo, places

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


@pytest.fixture
def version() -> AreaVersion:
    return places.make_area("Husby", places.make_lpo())


def boundary(area_id: int) -> dict[str, Any]:
    shape = geo.square()
    return {"area_id": area_id, "geometry": stored(shape), "area_m2": shape.area, "valid_from": DAY}


def test_what_stands_as_it_was_written_is_not_touched(version: AreaVersion) -> None:
    journal = Journal()
    row = journal.make(Boundary, **boundary(version.area_id))
    journal.change(version, "name", "Norra Husby")
    assert touched(journal.steps) == []
    Boundary.objects.filter(pk=row.pk).update(source="en annan")
    AreaVersion.objects.filter(pk=version.pk).update(name="Södra Husby")
    assert touched(journal.steps) == journal.steps
    Boundary.objects.filter(pk=row.pk).delete()
    assert touched(journal.steps) == journal.steps


def test_a_long_value_is_kept_as_its_digest(version: AreaVersion) -> None:
    row = Boundary.objects.create(**boundary(version.area_id), reason="x" * LONGEST, source="y" * (LONGEST + 1))
    kept = snapshot(row)
    assert kept["reason"] == row.reason
    assert kept["source"].startswith("sha256:") and len(kept["source"]) == 71


def test_a_journal_that_kept_long_values_whole_counts_as_it_stands(version: AreaVersion) -> None:
    journal = Journal()
    row = journal.make(Boundary, **boundary(version.area_id), source="y" * (LONGEST + 1))
    journal.steps[0]["values"]["source"] = row.source
    assert touched(journal.steps) == []


def test_a_column_that_was_added_since_is_nobodys_edit(version: AreaVersion) -> None:
    journal = Journal()
    journal.add(version)
    del journal.steps[0]["values"]["note"]
    AreaVersion.objects.filter(pk=version.pk).update(note="ny")
    assert touched(journal.steps) == []


def test_the_last_step_goes_first(version: AreaVersion) -> None:
    journal, before = Journal(), snapshot(AreaVersion.objects.get(pk=version.pk))
    for name in ("Ett", "Två"):
        journal.change(version, "name", name)
    made = journal.make(Area, slug="ny")
    for step in reversed(journal.steps):
        take_back_step(step)
    assert snapshot(AreaVersion.objects.get(pk=version.pk)) == before
    assert not Area.objects.filter(pk=made.pk).exists()


def test_an_older_journal_is_read_in_the_order_that_rows_refer_to_each_other() -> None:
    kept = {"made": {"areas.Area": [1], "areas.Boundary": [2, 3]}, "changed": [["areas.Boundary", 4, "valid_to", None, "2020-01-01"]]}
    found = [(step["step"], step["model"], step["id"]) for step in reversed(steps_of(kept, ("areas.Boundary", "areas.Area")))]
    assert found == [
        ("made", "areas.Boundary", 3),
        ("made", "areas.Boundary", 2),
        ("made", "areas.Area", 1),
        ("changed", "areas.Boundary", 4),
    ]


def test_one_query_for_each_model_however_many_rows() -> None:
    journal = Journal()
    for number in range(4):
        journal.make(Area, slug=f"ny-{number}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        touched(journal.steps)
    assert len(queries) == 1
