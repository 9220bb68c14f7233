from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "lagesbild.access"
    label = "access"

    def ready(self) -> None:
        post_migrate.connect(hand_over_the_key, sender=self)


def hand_over_the_key(*, using: str, **_kwargs: Any) -> None:
    """Give the database the key that signs who acts, each time the owner migrates: a new `SECRET_KEY` needs a `migrate`."""
    from lagesbild.access.acting import acting_key  # noqa: PLC0415  # settings are there only now

    with connections[using].cursor() as cursor:
        cursor.execute("select to_regclass('access_actingkey') is not null")
        if cursor.fetchone()[0]:
            cursor.execute("delete from access_actingkey")
            cursor.execute("insert into access_actingkey (key) values (%s)", [acting_key()])
