from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from lagesbild.ui import worklist


class AreasConfig(AppConfig):
    name = "areas"

    def ready(self) -> None:
        from areas import menu  # noqa: PLC0415  # models are there only now
        from areas import worklist as own  # noqa: PLC0415
        from areas.exporting import places as exported  # noqa: PLC0415
        from areas.importers import kinds, squares, statistics  # noqa: PLC0415

        kinds.register_all()
        exported.register_all()
        statistics.register_all()
        squares.register_all()
        menu.register_all()
        worklist.register(own.import_items)
        worklist.register(own.account_items)
        worklist.register(own.review_items)
        worklist.register(own.change_items)
        post_migrate.connect(sync_roles, sender=self)


def sync_roles(*, using: str, **_kwargs: Any) -> None:
    """Give the role groups what their roles have now. The codenames are permissions on units: they are there when this app is migrated."""
    from lagesbild.access import actions  # noqa: PLC0415  # models are there only now

    if {"access_rolegroup", "audit_auditevent"} <= set(connections[using].introspection.table_names()):
        actions.sync_roles()
