"""A browser's place in the system: who is logged in, and where bundles go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Build and publish into a folder of the test's own."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    return tmp_path


@pytest.fixture
def as_() -> Callable[[Any], Client]:
    """Return a client in which a user is logged in."""

    def login(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login
