"""A wrong set-up is refused, and a right one has nothing to say."""

import base64
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

PRODUCTION = {
    "SECRET_KEY": "ett-langt-slumpat-prov-som-ingen-har-0123456789-abcdefghijklmnop",
    "KEYS": f"prov {base64.b64encode(bytes(range(32))).decode()}",
    "ALLOWED_HOSTS": "lagesbild.exempel.se",
    "TRUSTED_PROXIES": "1",
}


def check(role: str = "app", **changed: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check --deploy` as a site of its own would, with these variables changed."""
    values = connection.settings_dict
    host = values["HOST"] or "127.0.0.1"
    url = (
        f"postgresql://{role}@/{values['NAME']}?host={host}"
        if host.startswith("/")
        else f"postgresql://{role}@{host}:{values['PORT']}/{values['NAME']}"
    )
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "REDIS_URL", "VAR_DIR"}}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default"]
    environment = {**kept, "DATABASE_URL": url, **PRODUCTION, **changed}
    return subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_right_set_up_has_nothing_to_say(transactional_db: None) -> None:
    done = check()
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"DEMO": "1"}, "DEMO or DEBUG is on for lagesbild.exempel.se"),
        ({"DEBUG": "1"}, "DEMO or DEBUG is on for lagesbild.exempel.se"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY has fewer than 50 signs"),
        ({"SECURE_COOKIES": "0"}, "Cookies are sent without TLS"),
        ({"role": "owner"}, "owns the classified tables"),
        ({"KEYS": ""}, "Ingen nyckelfil"),
        ({"KEYS": "prov kort"}, "Rad 1 i nyckelfilen"),
    ],
)
def test_a_wrong_set_up_is_refused(changed: dict[str, str], sentence: str, transactional_db: None) -> None:
    done = check(**changed)
    assert done.returncode != 0
    assert sentence in done.stderr


@pytest.mark.parametrize("path", ["/oppen/", "/konto/login/", "/finns/inte/"])
def test_every_answer_has_its_headers(path: str, db: None, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    answer = Client().get(path, secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
