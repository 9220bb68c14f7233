"""Refuses a wrong set-up, each with what to do about it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

HERE = {"localhost", "127.0.0.1", "[::1]", "testserver"}
SHORTEST_KEY = 50
ROLE = """
select r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relname like 'classified_%%')
from pg_roles r where r.rolname = current_user
"""


def register_all() -> None:
    """Make the checks known. Called once, when the app is ready."""
    register(the_demo_stays_here, Tags.security)
    register(the_site_is_closed_to_others, Tags.security)
    register(the_sites_role_owns_nothing, Tags.database, deploy=True)


def the_demo_stays_here(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a demo, whose accounts share a password, or debugging, whose error pages tell all, for other hosts than this machine."""
    elsewhere = sorted(set(settings.ALLOWED_HOSTS) - HERE)
    if elsewhere and (settings.DEMO or settings.DEBUG):
        names = ", ".join(elsewhere)
        return [Error(f"DEMO or DEBUG is on for {names}.", hint="Unset DEMO and DEBUG, or take the host away.", id="accounts.E001")]
    return []


def the_site_is_closed_to_others(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a weak key and cookies without TLS where it is not the demo."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(Error(f"SECRET_KEY has fewer than {SHORTEST_KEY} signs.", hint="Make a long random one.", id="accounts.E002"))
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        found.append(Error("Cookies are sent without TLS.", hint="Unset SECURE_COOKIES.", id="accounts.E003"))
    return found


def the_sites_role_owns_nothing(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse to serve as a role that row-level security does not hold for."""
    found: list[CheckMessage] = []
    for name in databases or ():
        with connections[name].cursor() as cursor:
            cursor.execute(ROLE)
            if cursor.fetchone()[0]:
                words = "The role of DATABASE_URL owns the classified tables or passes row-level security."
                found.append(Error(words, hint="Serve as the role app, and migrate as owner (docs/operations.md).", id="accounts.E004"))
    return found
