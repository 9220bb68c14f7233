"""Each lock is taken off in turn; the others still hold. With both off the same walk finds what it looks for, or it tests nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import Client

from lagesbild.access.codenames import Codename
from lagesbild.access.roles import Role
from lagesbild.access.scope import ALL, Scope
from tests.crawl import crawl, marks_in, may_read, own_marks_only
from tests.factories.whole import Whole
from tests.locks import ALL_TABLES
from tests.scenes import NEXT_DOOR

OUTSIDERS = [f"{NEXT_DOOR}{Role.LPO_OFFICER}", Role.NOA_LEAD, Role.PUBLISHER, Role.SECURITY]


@contextmanager
def first_lock_off() -> Iterator[None]:
    """Let the application believe that everybody may read everything: every view forgot its filter."""
    real = Scope.units

    def units(self: Scope, codename: Codename) -> Any:
        return ALL if codename in {Codename.VIEW_PICTURE, Codename.VIEW_CLASSIFIED, Codename.VIEW_ANNEX} else real(self, codename)

    with mock.patch.object(Scope, "units", units):
        yield


@contextmanager
def second_lock_off() -> Iterator[None]:
    """Drop the row-level security, as its owner could."""
    connection.check_constraints()  # what is deferred to the commit would keep the tables
    with connection.cursor() as cursor:
        for table in ALL_TABLES:
            cursor.execute(f"alter table {table._meta.db_table} disable row level security")
    yield


def told(actor: str, scene: Whole, login: Callable[[str], Client]) -> set[str]:
    """Return the marks that an actor finds anywhere but on its own pages."""
    found: set[str] = set()
    for path, text in crawl(login(actor)).items():
        if not own_marks_only(actor, scene, path):
            found |= marks_in(text)
    return found


@pytest.mark.parametrize("actor", OUTSIDERS)
@pytest.mark.parametrize("lock", [first_lock_off, second_lock_off])
def test_the_other_lock_holds(lock: Any, actor: str, scene: Whole, login: Callable[[str], Client]) -> None:
    assert may_read(actor) == {"annex": set(), "other": set()}
    with transaction.atomic():
        with lock():
            assert told(actor, scene, login) == set()
        transaction.set_rollback(True)


def test_with_both_off_it_is_told(scene: Whole, login: Callable[[str], Client]) -> None:
    with transaction.atomic():
        with first_lock_off(), second_lock_off():
            found = told(Role.PUBLISHER, scene, login)
        transaction.set_rollback(True)
    assert found, "the walk reaches the pages where the marks stand"
