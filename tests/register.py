"""The register as the project's own files fill it. Made once for a module and taken back after it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from areas.importers import load_places


@pytest.fixture(scope="module")
def places(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Units, municipalities and areas are loaded. Each test's own transaction lies inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        yield
        transaction.set_rollback(True)
