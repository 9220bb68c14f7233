"""The chain finds what was done to the log past the system."""

import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from lagesbild import audit
from lagesbild.audit import chain
from lagesbild.audit.events import KINDS, SENTENCES, Event
from lagesbild.audit.models import AuditEvent, AuditLink
from reports.models import Publication
from tests.factories import people, whole
from tests.factories.whole import Whole

WRITERS, EACH = 8, 100


@pytest.fixture
def committed(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.AUDIT_ANCHOR_FILE = tmp_path / "heads.log"
    yield


def write(number: int) -> None:
    for _one in range(number):
        with transaction.atomic():
            audit.record(Event.AUDIT_READ, obj=None, by=None, detail={"page": _one})


def verify() -> str:
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def past_the_system(*statements: str) -> None:
    """Change the tables as their owner could, with the triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table audit_auditevent disable trigger user")
        cursor.execute("alter table audit_auditlink disable trigger user")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("alter table audit_auditevent enable trigger user")
        cursor.execute("alter table audit_auditlink enable trigger user")


def test_an_untouched_log_fits(committed: None) -> None:
    write(12)
    chain.anchor(settings.AUDIT_ANCHOR_FILE)
    assert "12 händelser stämmer" in verify()
    assert list(AuditLink.objects.values_list("seq", flat=True)) == list(range(1, 13))


CHANGED, FIFTH = "Länk 5: händelse {id} är ändrad", "where id = {id}"
INSERT = "insert into audit_auditevent (at, event, actor, object_type, object_name, detail)"
FORGERIES: dict[str, tuple[list[str], str]] = {
    "a changed row": ([f"update audit_auditevent set actor = 'nagon.annan' {FIFTH}"], CHANGED),
    "a changed detail": ([f"update audit_auditevent set detail = '[]' {FIFTH}"], CHANGED),
    "a changed time": ([f"update audit_auditevent set at = at + interval '1 microsecond' {FIFTH}"], CHANGED),
    "a removed row": ([f"delete from audit_auditevent {FIFTH}"], "Länk 5: händelse {id} är borttagen"),
    "a removed row and its link": (
        [f"delete from audit_auditevent {FIFTH}", "delete from audit_auditlink where seq = 5"],
        "Länk 6: länken före saknas",
    ),
    "an inserted row": ([f"{INSERT} values (now(), 'audit.read', '', '', '', '[]')"], "är inlagd vid sidan av kedjan"),
    "a cut tail": (
        ["delete from audit_auditlink where seq > 10", "delete from audit_auditevent where id > {id} + 5"],
        "slutet är avklippt",
    ),
    "two rows that changed places": (
        [
            "update audit_auditlink set event_id = -1 where seq = 5",
            "update audit_auditlink set event_id = {id} where seq = 6",
            "update audit_auditlink set event_id = {id} + 1 where seq = 5",
        ],
        "Länk 5",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found(forgery: str, committed: None) -> None:
    write(12)
    chain.anchor(settings.AUDIT_ANCHOR_FILE)
    fifth = AuditLink.objects.get(seq=5).event_id
    statements, expected = FORGERIES[forgery]
    past_the_system(*(statement.format(id=fifth) for statement in statements))
    said = verify()
    assert expected.format(id=fifth) in said
    assert "Loggen stämmer inte" in said


def test_a_chain_that_was_made_again_meets_its_anchor(committed: None) -> None:
    """Whoever changes a row and works out every link after it is found by the file outside the database."""
    write(12)
    chain.anchor(settings.AUDIT_ANCHOR_FILE)
    again = """
    do $$ declare e audit_auditevent; number bigint := 0; previous bytea := ''; begin
      for e in select * from audit_auditevent order by id loop
        number := number + 1; previous := audit_digest(previous, e);
        update audit_auditlink set hash = previous where seq = number;
      end loop; end $$"""
    past_the_system("update audit_auditevent set actor = 'x' where id = (select event_id from audit_auditlink where seq = 5)", again)
    assert "är inte den som heads.log, rad 1 såg" in verify()
    settings.AUDIT_ANCHOR_FILE.unlink()
    assert "händelser stämmer" in verify(), "without the anchor nobody could tell: that is what it is for"


@pytest.mark.slow
def test_a_publication_is_an_anchor(committed: None, settings: Any, tmp_path: Path) -> None:
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    whole.make()
    publication = Publication.objects.get()
    assert publication.audit_hash == bytes(AuditLink.objects.get(seq=publication.audit_seq).hash).hex()
    assert "1 publiceringar" in verify()
    past_the_system(f"update audit_auditlink set hash = '\\x00' where seq = {publication.audit_seq}")
    assert "lägesbild 2019, upplaga 1 såg" in verify()


def test_the_sites_role_can_only_add(committed: None) -> None:
    write(3)
    for statement in (
        "update audit_auditevent set actor = 'x'",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
        "insert into audit_auditlink (seq, event_id, hash) values (99, 99, '')",
        "update audit_auditlink set hash = ''",
        "delete from audit_auditlink",
        "truncate audit_auditlink",
        "alter table audit_auditevent disable trigger all",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local role app")
            cursor.execute(statement)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local role app")
        audit.record(Event.AUDIT_READ, obj=None, by=None)
    assert AuditLink.objects.count() == 4
    assert "4 händelser stämmer" in verify()


@pytest.mark.slow
def test_many_writers_make_one_chain(committed: None, record_property: Callable[[str, object], None]) -> None:
    """Eight at once, with row locks held to the commit: no fork, no gap, no deadlock."""
    officer = people.officer()
    faults: list[Exception] = []

    def work() -> None:
        try:
            for _turn in range(EACH):
                with transaction.atomic():
                    audit.record(Event.AUDIT_READ, obj=officer, by=officer)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    before, begun = AuditLink.objects.count(), time.monotonic()
    threads = [threading.Thread(target=work) for _writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    record_property("seconds", round(time.monotonic() - begun, 2))
    assert not faults
    assert AuditLink.objects.count() == before + WRITERS * EACH
    assert "händelser stämmer" in verify()


def test_every_event_has_its_kind_and_its_sentence() -> None:
    assert set(KINDS) == set(Event) == set(SENTENCES)


def test_who_it_was_is_kept_as_they_were(db: None) -> None:
    officer = people.officer()
    audit.record(Event.AUDIT_READ, obj=None, by=officer, recipient="Uppsala kommun")
    row = AuditEvent.objects.latest("id")
    assert (row.actor_roles, row.recipient) == ("lpo-handlaggare@lpo-rinkeby", "Uppsala kommun")


@pytest.mark.parametrize(("path", "status"), [("/lagesbilder/{0}/", 404), ("/lagesbilder/{0}/granska/", 404), ("/omgangar/planera/", 403)])
def test_a_refused_try_is_recorded(path: str, status: int, db: None, settings: Any, tmp_path: Path) -> None:
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    made: Whole = whole.make()
    neighbour = people.officer(made.neighbour)
    client = Client()
    client.force_login(neighbour)
    address = path.format(made.picture.pk)
    assert client.get(f"{address}?fraga=hemligt").status_code == status
    row = AuditEvent.objects.latest("id")
    assert (row.event, row.actor, row.detail["status"]) == ("access.denied", neighbour.username, status)
    assert row.detail.get("pk", made.picture.pk) == made.picture.pk
    assert "hemligt" not in str(row.detail)
    before = AuditEvent.objects.count()
    assert client.get("/finns/inte/alls/").status_code == 404
    assert AuditEvent.objects.count() == before, "an address that is none is no try"
