"""What stands in the project's own tables, to see that nothing changed."""

from django.apps import apps
from django.db import connection

OWN = frozenset({"accounts", "access", "audit", "jobs", "areas", "assessments", "classified", "reports", "annex"})


def own_tables() -> list[str]:
    """Return the names of the project's tables, those that only join two others too, and the groups that people are members of."""
    models = apps.get_models(include_auto_created=True)
    return sorted({*(model._meta.db_table for model in models if model._meta.app_label in OWN), "auth_group"})


def digest() -> dict[str, str]:
    """Return a digest of all rows of each table."""
    with connection.cursor() as cursor:
        found = {}
        for table in own_tables():
            cursor.execute(f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t")
            found[table] = cursor.fetchone()[0]
    return found
