from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SecrecyConfig(AppConfig):
    name = "lagesbild.secrecy"
    label = "secrecy"

    def ready(self) -> None:
        post_migrate.connect(load_grounds, sender=self)


def load_grounds(**_kwargs: Any) -> None:
    """Write the grounds of the data file that are not there."""
    from lagesbild.secrecy.grounds import load  # noqa: PLC0415  # models are there only now

    load()
