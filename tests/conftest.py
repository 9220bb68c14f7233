"""What every test stands on."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_in

from tests.factories.factors import factor_given_with_force_login

# Playwright keeps an event loop in the test's thread; Django would then refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files as they stand: the collected and hashed ones are made by `./run`, and `tests/embedded` looks at those."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.DATABASE_ROLE = "app"  # requests and workers see what the site's role sees; what a test sets up is made as the owner
    user_logged_in.connect(factor_given_with_force_login)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, started once. Its background services are off: they would look for hosts that are not there."""
    sync_api = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=flags)
        yield running
        running.close()
