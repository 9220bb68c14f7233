"""The database gives a classified row only to who acts and needs to know, whatever the application asks of it."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from areas.actions import organisation
from areas.models import Unit
from assessments.classified.models import ClassifiedAnswer, Dissent
from assessments.models import LocalPicture, ReviewPoint
from assessments.queries.readers import readers_of
from lagesbild import clock
from lagesbild.access import acting
from lagesbild.access.acting import Purpose, acting_as, acting_for
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import Role
from lagesbild.access.scope import ALL, Scope
from lagesbild.accounts.models import User
from reports.annex.models import AnnexEntry
from tests.factories import changes, files, people, places
from tests.factories.whole import Whole
from tests.locks import ALL_TABLES, FOR_PURPOSES, NEED_TO_KNOW, NOTHING, rows

CLOSED_APPS = ("classified", "annex")


@contextmanager
def as_app(claim: str = "") -> Iterator[None]:
    """Look through the eyes of the site's role. `claim` is what somebody wrote as who acts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', 'app', true), set_config('lagesbild.acting', %s, true)", [claim])
        yield
        transaction.set_rollback(True)


def units_of_answers() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("select p.unit_id from classified_classifiedanswer c join assessments_localpicture p on p.id = c.picture_id")
        return {row[0] for row in cursor.fetchall()}


def test_every_classified_table_is_locked(scene: Whole, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity")
        locked = {row[0] for row in cursor.fetchall()}
        cursor.execute("select tablename, count(*) from pg_policies group by tablename")
        policies = dict(cursor.fetchall())
    tables = {model._meta.db_table for label in CLOSED_APPS for model in apps.get_app_config(label).get_models()}
    kept_open = {"annex_annexcopy"}  # who has a copy, not what stands in it
    assert tables - kept_open <= locked
    assert set(policies) >= tables - kept_open


def test_without_who_acts_there_is_no_row(scene: Whole, db: None) -> None:
    assert all(rows(*ALL_TABLES).values()), "the owner sees that there are rows"
    with as_app():
        assert rows(*ALL_TABLES) == NOTHING


def test_who_acts_sees_the_own_units_and_no_others(scene: Whole, db: None) -> None:
    for unit in (scene.own, scene.neighbour):
        with acting_as(people.officer(unit)):
            assert units_of_answers() == {unit.pk}
            assert rows(AnnexEntry) == {"AnnexEntry": 0}
    with acting_as(people.reviewer()):
        assert units_of_answers() == {scene.own.pk, scene.neighbour.pk}
    for nobody in (people.lead(), None, people.make_user(Role.SYSTEM_ADMIN)):
        with acting_as(nobody):
            assert rows(*NEED_TO_KNOW) == dict.fromkeys((table.__name__ for table in NEED_TO_KNOW), 0)
    with acting_as(people.head()):
        assert rows(AnnexEntry)["AnnexEntry"] == 2


@pytest.mark.parametrize("change", [{"is_active": False}, {"has_start_password": True}])
def test_a_closed_account_and_a_start_password_see_nothing(change: dict[str, bool], scene: Whole, db: None) -> None:
    officer = people.officer(scene.own)
    User.objects.filter(pk=officer.pk).update(**change)
    with acting_as(officer):
        assert rows(*ALL_TABLES) == NOTHING


def claims(scene: Whole) -> dict[str, str]:
    """Return ways of claiming to be the officer without being it."""
    victim, me = people.officer(scene.own), people.officer(scene.neighbour)
    connection.ensure_connection()
    mine = acting.signed(str(me.pk), "", connection.connection.info.backend_pid)
    user_id, purpose, pid, signature = acting.signed(str(victim.pk), "", connection.connection.info.backend_pid).split("|")
    other = f"{user_id}|{purpose}|{int(pid) + 1}"
    key = acting.acting_key()
    wrong_key = hashlib.sha256(b"x" * 32 + hashlib.sha256(b"x" * 32 + f"{user_id}||{pid}".encode()).digest()).hexdigest()
    return {
        "only the number": str(victim.pk),
        "no signature": f"{user_id}|{purpose}|{pid}|",
        "the signature of somebody else": f"{user_id}|{purpose}|{pid}|{mine.split('|')[3]}",
        "of another connection": f"{other}|{hashlib.sha256(key + hashlib.sha256(key + other.encode()).digest()).hexdigest()}",
        "another key": f"{user_id}|{purpose}|{pid}|{wrong_key}",
        "a purpose put in": f"{user_id}|release_check|{pid}|{signature}",
        "no number": f"x|{purpose}|{pid}|{signature}",
        "quotes": "' or 1=1 --|||",
    }


@pytest.mark.parametrize(
    "kind",
    [
        "only the number",
        "no signature",
        "the signature of somebody else",
        "of another connection",
        "another key",
        "a purpose put in",
        "no number",
        "quotes",
    ],
)
def test_a_forged_name_is_nobody(kind: str, scene: Whole, db: None) -> None:
    with as_app(claims(scene)[kind]):
        assert rows(*ALL_TABLES) == NOTHING


def test_the_right_name_in_the_same_words_is_somebody(scene: Whole, db: None) -> None:
    """The forgeries above fail for what is forged in them, not for how they are written."""
    connection.ensure_connection()
    with as_app(acting.signed(str(people.officer(scene.own).pk), "", connection.connection.info.backend_pid)):
        assert rows(ClassifiedAnswer)["ClassifiedAnswer"] > 0


def test_a_purpose_reads_and_does_not_write(scene: Whole, db: None) -> None:
    with acting_for(Purpose.RELEASE_CHECK):
        assert all(rows(*FOR_PURPOSES).values())
        assert not Dissent.objects.filter(pk__gt=0).delete()[0]
    with acting_for(Purpose.COMPILE_ANNEX):
        assert all(rows(*NEED_TO_KNOW).values())


def test_nobody_writes_into_a_neighbours_picture(scene: Whole, db: None) -> None:
    row = ClassifiedAnswer.objects.filter(picture__unit=scene.own, picture__round=scene.open).first()
    assert row is not None
    silent = ReviewPoint.objects.get(pk=scene.point.pk)
    silent.pk, silent.number = None, silent.number + 1
    silent.save(force_insert=True)
    with acting_as(people.officer(scene.neighbour)):
        assert not ClassifiedAnswer.objects.filter(pk=row.pk).exists()
        assert not ClassifiedAnswer.objects.filter(pk=row.pk).delete()[0]
        with pytest.raises(Error, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("insert into classified_pointtext (point_id, sealed, sealed_answer) values (%s, '', '')", [silent.pk])


@pytest.mark.parametrize(
    "statement",
    [
        "alter table classified_dissent disable row level security",
        "drop policy classified_dissent_read on classified_dissent",
        "select * from access_actingkey",
        "update access_actingkey set key = 'x'",
        "create or replace function app_user_id() returns bigint language sql as $$ select 1::bigint $$",
        "truncate classified_dissent cascade",
        "create table loot (x int)",
        "set role owner",
        "alter role app bypassrls",
        "copy classified_dissent to program 'cat'",
        "set row_security = off; select * from classified_dissent",
    ],
)
def test_the_sites_role_cannot_take_the_lock_off(statement: str, scene: Whole, db: None) -> None:
    with as_app(), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        if statement == "set role owner":  # the test's login may; the site's own login is `app`
            cursor.execute("select pg_has_role('app', 'owner', 'member')")
            assert cursor.fetchone() == (False,)
            raise Error
        cursor.execute(statement)


def test_the_database_and_the_scope_say_the_same(scene: Whole, db: None) -> None:
    """For every account of the scene and a number of odd ones, for each codename that a policy asks for."""
    chance = random.Random(20)
    for role in Role:
        people.make_user(role, scene.own if role in {Role.LPO_OFFICER, Role.LPO_CHIEF} else None)
    units = [scene.own, scene.neighbour]
    for number in range(10):
        for role in chance.sample([Role.LPO_OFFICER, Role.LPO_CHIEF, Role.NOA_REVIEWER, Role.NOA_LEAD], 2):
            unit = chance.choice(units) if role.value.startswith("lpo") else None
            people.make_user(role, unit, username=f"prov.{number}")
    pictures = dict(LocalPicture.objects.values_list("pk", "unit_id"))
    seen = set()
    for user in User.objects.all():
        scope = Scope.of(user)
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute("select array(select my_pictures('view_classified')), sees_all('view_classified'), sees_all('view_annex')")
            mine, all_classified, all_annex = cursor.fetchone()
        assert (scope.units(Codename.VIEW_CLASSIFIED) is ALL) == all_classified
        assert (scope.units(Codename.VIEW_ANNEX) is ALL) == all_annex
        expected = {pk for pk, unit_id in pictures.items() if scope.can(Codename.VIEW_CLASSIFIED, unit_id)}
        assert all_classified or set(mine) == expected, user
        seen.add(len(expected))
    assert len(seen) >= 3, "some see all, some their own, some nothing"


def test_the_database_and_the_scope_say_the_same_when_units_have_ended(scene: Whole, db: None) -> None:
    """After a merger and a split of the merged: who had a role before, who is new at a part, and who reaches a whole region."""
    day = clock.today()
    with changes.on(day - timedelta(days=20)):
        organisation.cancel_change(scene.change, reason="Något annat.", by=files.data_admin())
    changes.in_effect(changes.merge(scene.own, scene.neighbour, name="Hela", parent=places.make_region()), day - timedelta(days=9))
    merged = Unit.objects.get(key="lpo-hela")
    changes.in_effect(changes.split(merged, "Norra", "Södra", day=day - timedelta(days=3)), day - timedelta(days=3))
    parts = [Unit.objects.get(key=key) for key in ("lpo-norra", "lpo-sodra")]
    for number, unit in enumerate([*parts, merged, places.make_region(), places.make_region("Nord")]):
        people.make_user(Role.LPO_OFFICER, unit, username=f"enhet.{number}")
    with changes.on(day):
        found = {}
        for user in User.objects.all():
            scope = Scope.of(user)
            for codename in (Codename.VIEW_CLASSIFIED, Codename.FILL):
                with acting_as(user), connection.cursor() as cursor:
                    cursor.execute("select array(select my_units(%s)), sees_all(%s)", [codename.value, codename.value])
                    mine, sees_all = cursor.fetchone()
                units = scope.units(codename)
                assert (units is ALL) == sees_all
                assert sees_all or set(mine) == set(cast(frozenset[int], units)), (user, codename)
                found[user.username, codename] = set(mine)
    ended = {scene.own.pk, scene.neighbour.pk, merged.pk}
    assert found["enhet.0", Codename.FILL] == ended | {parts[0].pk}, "the main part goes on with all that was"
    assert found["enhet.1", Codename.FILL] == {parts[1].pk}, "a newcomer at the other part does not"
    assert found["enhet.3", Codename.FILL] >= ended
    assert found["enhet.4", Codename.FILL] & ended == set()
    assert found["lpo-handlaggare.lpo-rinkeby", Codename.FILL] >= {scene.own.pk, *(unit.pk for unit in parts)}
    seen = {row.username for row in readers_of(scene.picture)}
    assert {"enhet.0", "enhet.3"} <= seen
    assert not {"enhet.1", "enhet.4"} & seen


def test_who_acted_before_acts_again_after_an_inner_block(scene: Whole, db: None) -> None:
    with acting_as(people.officer(scene.own)):
        with acting_as(people.officer(scene.neighbour)):
            assert units_of_answers() == {scene.neighbour.pk}
        assert units_of_answers() == {scene.own.pk}
        with pytest.raises(ZeroDivisionError), acting_as(people.reviewer()):
            raise ZeroDivisionError
        assert units_of_answers() == {scene.own.pk}
    with as_app():
        assert rows(*ALL_TABLES) == NOTHING
