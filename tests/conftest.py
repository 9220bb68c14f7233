"""What every test stands on."""

import os

import pytest
from django.conf import settings

# Playwright keeps an event loop in the test's thread; Django would then refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files as they stand: the collected and hashed ones are made by `./run`, and `tests/embedded` looks at those."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
