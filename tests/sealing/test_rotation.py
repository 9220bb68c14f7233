"""Changing keys while people work, what a stolen dump tells, and moving what was stored before."""

import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from assessments.actions.answers import save_answers
from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, Proposal, ProposalGround
from assessments.models import LocalPicture
from lagesbild import clock
from lagesbild.audit.models import AuditEvent
from lagesbild.embedded.postgres import programs
from lagesbild.sealing import datakeys, resealing
from lagesbild.sealing.errors import KeyMissing
from lagesbild.sealing.keyfile import key_ring, new_line
from lagesbild.sealing.models import DataKey
from lagesbild.sealing.resealing import sealed_models
from reports.annex.actions import take_copy
from reports.annex.models import AnnexCopy, AnnexEntry
from reports.models import NationalPicture
from tests.factories import people, places, rounds, whole
from tests.factories.whole import MARKS, Whole
from tests.sealing.parts import PARTS

pytestmark = pytest.mark.slow


@pytest.fixture
def keyed(transactional_db: None, key_file: Path, settings: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Whole]:
    """The whole system, committed, sealed under a key file of the test's own."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    monkeypatch.setattr(datakeys, "SEALS_FOR", 0.2)
    DataKey.objects.all().delete()
    datakeys.forget()
    scene = whole.make()
    take_copy(NationalPicture.objects.filter(annex_entries__isnull=False)[0], by=people.head())
    yield scene


def everything() -> dict[str, Any]:
    """Return every classified value there is, opened."""
    found: dict[str, Any] = {}
    for model in sealed_models():
        for row in model.objects.all():
            found |= {f"{model.__name__} {row.pk} {column}": row.opened(column) for column in row.sealed_columns()}
    return found


def keys(*step: str) -> str:
    out = StringIO()
    call_command("keys", *step, stdout=out)
    return out.getvalue()


def with_new_first_key(key_file: Path, name: str) -> None:
    """Put a new key before the others, as an administrator does."""
    key_file.write_text(f"{keys('new', name).strip()}\n{key_file.read_text()}")


def test_everything_is_locked_anew_and_nothing_is_changed(keyed: Whole, key_file: Path) -> None:
    before, first = everything(), DataKey.objects.get()
    with_new_first_key(key_file, "prov-2")
    said = keys("rotate")
    assert "1 datanycklar låsta med prov-2" in said
    datakeys.forget()
    assert everything() == before
    target = DataKey.objects.get(retired_at=None)
    assert set(resealing.counts()) == {target.pk}
    assert target.pk != first.pk
    assert key_ring().current == "prov-2"
    key_file.write_text(key_file.read_text().splitlines()[0])  # the old key is thrown away
    datakeys.forget()
    assert everything() == before
    assert "öppnas" in keys("status")
    assert key_file.read_text().split()[1] not in said + keys("status"), "a key is never printed"
    assert AuditEvent.objects.filter(event="keys.rotated").count() == 1


def test_status_fails_when_the_key_is_gone(keyed: Whole, key_file: Path) -> None:
    key_file.write_text(new_line("en-annan"))
    with pytest.raises(CommandError, match="kan inte öppnas"):
        keys("status")
    with pytest.raises(CommandError, match="Nyckeln prov-1 saknas"):
        keys("rotate")
    assert set(resealing.counts()) == {DataKey.objects.get().pk}


def test_a_rotation_that_was_stopped_goes_on(keyed: Whole, key_file: Path, monkeypatch: Any) -> None:
    before = everything()
    with_new_first_key(key_file, "prov-2")
    real, calls = resealing._reseal, []

    def stops(*given: Any) -> int:
        calls.append(given)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(resealing, "BATCH", 20)
    monkeypatch.setattr(resealing, "_reseal", stops)
    with pytest.raises(KeyboardInterrupt):
        keys("rotate")
    datakeys.forget()
    assert everything() == before, "half-way everything is still readable"
    assert len(resealing.counts()) == 2
    newest = DataKey.objects.filter(retired_at=None).last()
    monkeypatch.setattr(resealing, "_reseal", real)
    keys("rotate")
    datakeys.forget()
    assert everything() == before
    assert newest is not None
    assert set(resealing.counts()) == {newest.pk}, "it goes on with the key it had begun with"


def test_people_go_on_working(keyed: Whole, key_file: Path, monkeypatch: Any) -> None:
    """Four threads save and read while everything is locked anew: each save is there, no read fails."""
    monkeypatch.setattr(resealing, "BATCH", 5)
    draft = LocalPicture.objects.get(round=keyed.open, unit=keyed.neighbour)
    officer = people.officer(keyed.neighbour)
    stop, faults, saved, read = threading.Event(), [], [""], [0]

    def save() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                text = f"Version {number} av texten."
                version = LocalPicture.objects.get(pk=draft.pk).version
                save_answers(draft, area=None, answers={"S1": {"text": text}}, version=version, by=officer)
                saved[0] = text
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    def look() -> None:
        try:
            while not stop.is_set():
                read[0] += sum(bool(row.text) for row in Dissent.objects.all())
                read[0] += sum(row.values() is not None for row in ClassifiedAnswer.objects.all())
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save), *(threading.Thread(target=look) for _n in range(3))]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    with_new_first_key(key_file, "prov-2")
    try:
        keys("rotate")
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert not faults
    assert read[0] > 100
    assert ClassifiedAnswer.objects.get(picture=draft, question__code="S1").text == saved[0] != ""
    assert set(resealing.counts()) == {DataKey.objects.get(retired_at=None).pk}


def test_an_old_data_key_goes_first_after_a_day(keyed: Whole, key_file: Path) -> None:
    """A transaction that began before may still commit what it sealed with it."""
    keys("rotate")
    assert DataKey.objects.count() == 2
    keys("rotate")
    assert DataKey.objects.count() == 3
    with clock.at(clock.now() + timedelta(days=2)):
        keys("rotate")
    assert DataKey.objects.filter(retired_at=None).count() == 1
    assert DataKey.objects.count() == 2
    datakeys.forget()
    assert everything()


def test_only_the_owner_locks_anew(keyed: Whole) -> None:
    for statement in (
        "update classified_dissent set sealed = 'x'",
        "update classified_decisionground set sealed = 'x'",
        "update annex_annexentry set sealed = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('role', 'app', true), set_config('lagesbild.resealing', 'on', true)")
            cursor.execute("select is_resealing()")
            assert cursor.fetchone() == (False,)
            cursor.execute("reset role")  # row-level security would hide the rows: it is the triggers that are asked here
            cursor.execute("select set_config('lagesbild.resealing', '', true)")
            cursor.execute(statement)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role app")
        with pytest.raises(CommandError, match="Bara tabellernas ägare"):
            keys("rotate")


def dump() -> bytes:
    """Return what `pg_dump` by the owner of the tables tells."""
    values = connection.settings_dict
    command = [str(programs() / "bin" / "pg_dump"), "--host", values["HOST"], "--username", "owner", "--dbname", values["NAME"]]
    if values["PORT"]:
        command += ["--port", str(values["PORT"])]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_a_stolen_dump_holds_no_classified_word(keyed: Whole, key_file: Path) -> None:
    stolen = dump()
    assert whole.OPEN_MARK.encode() in stolen, "it is the whole database: what is open stands in it"
    for model in (ClassifiedAnswer, Proposal, ProposalGround, PointText, DecisionGround, Dissent, AnnexEntry, AnnexCopy):
        assert f"COPY public.{model._meta.db_table} ".encode() in stolen
    for kind, mark in MARKS.items():
        for written in (mark.encode(), mark.encode().hex().encode()):
            assert written not in stolen, kind
    assert key_ring()["prov-1"].hex().encode() not in stolen
    key = datakeys.unwrap(DataKey.objects.get(), key_ring())
    assert key.hex().encode() not in stolen


def test_without_the_key_file_the_rows_stay_shut(keyed: Whole, key_file: Path) -> None:
    """Somebody with the whole database and without the key."""
    key_file.write_text(new_line("tjuvens"))
    datakeys.forget()
    for model in sealed_models():
        with pytest.raises(KeyMissing):
            model.objects.all()[0].opened("sealed")


def test_what_was_stored_before_is_carried_over(transactional_db: None, key_file: Path) -> None:
    """Plain rows, as they stood before anything was sealed, through the migration."""
    DataKey.objects.all().delete()
    unit = places.make_lpo()
    rounds.list_area(places.make_area("Husby", unit))
    picture = rounds.picture_of(rounds.open_round(), unit)
    area, question = picture.areas.get(), picture.round.method.questions.get(code="S1")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        executor = MigrationExecutor(connection)
        plain = [("classified", "0004_second_lock"), ("annex", "0004_second_lock")]
        executor.migrate(plain)
        old = executor.loader.project_state(plain).apps
        signed = {"written_by_id": people.officer(unit).pk, "written_at": clock.now()}
        answers = old.get_model("classified", "ClassifiedAnswer")
        answers.objects.create(picture_id=picture.pk, area_id=area.pk, question_id=question.pk, **PARTS, **signed)
        old.get_model("classified", "Proposal").objects.create(area_id=area.pk, category="utsatt", **signed)
    finally:
        MigrationExecutor(connection).migrate(latest)
    datakeys.forget()
    assert ClassifiedAnswer.objects.get().values() == PARTS
    assert Proposal.objects.get().category == "utsatt"
    assert not [mark for mark in ("Kommentar.", "1739182645") if mark.encode() in dump()]
