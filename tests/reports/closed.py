"""A browser's place in the system: who is logged in, and where bundles go. A closed round is made once for each file of tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from assessments.models import Round
from tests.factories import reports


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Build and publish into a folder of the test's own."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    return tmp_path


@pytest.fixture(scope="module")
def closed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round]:
    """Return a small closed round. Each test's own changes are rolled back to it, and after the last one it goes too."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield reports.closed_round()
        transaction.set_rollback(True)


@pytest.fixture
def as_() -> Callable[[Any], Client]:
    """Return a client in which a user is logged in."""

    def login(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login
