"""The whole system as a fixture: made once for a file of tests; each test's own changes are rolled back to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from lagesbild.access.roles import LOCAL_ROLES, Role
from tests.factories import people, whole
from tests.factories.whole import Whole

NEXT_DOOR = "granne: "
ACTORS = ["ingen", *Role.values, *(f"{NEXT_DOOR}{role}" for role in sorted(LOCAL_ROLES))]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Whole]:
    """Return the whole system. After the last test of the file it is taken back."""
    folder = tmp_path_factory.mktemp("var")
    with override_settings(BUILD_DIR=folder / "builds", PUBLIC_DIR=folder / "public"), django_db_blocker.unblock(), transaction.atomic():
        yield whole.make()
        transaction.set_rollback(True)


@pytest.fixture
def login(scene: Whole, db: None) -> Callable[[str], Client]:
    """Return a browser by actor: "ingen" is nobody, a role is somebody of the own unit or of Noa, "granne: …" is one of the next unit."""

    def browser(actor: str) -> Client:
        client = Client(raise_request_exception=False)
        if actor != "ingen":
            role = Role(actor.removeprefix(NEXT_DOOR))
            unit = scene.neighbour if actor.startswith(NEXT_DOOR) else scene.own
            client.force_login(people.make_user(role, unit if role in LOCAL_ROLES else None))
        return client

    return browser
