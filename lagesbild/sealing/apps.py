import contextlib
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SealingConfig(AppConfig):
    name = "lagesbild.sealing"
    label = "sealing"

    def ready(self) -> None:
        from lagesbild.sealing import checks  # noqa: F401, PLC0415  # registers itself

        post_migrate.connect(make_the_first_key, sender=self)


def make_the_first_key(**_kwargs: Any) -> None:
    """Make a data key when there is none, so that the first to write need not. Without a key to lock it with, the writing will say so."""
    from lagesbild.sealing import datakeys  # noqa: PLC0415  # models are there only now
    from lagesbild.sealing.errors import SealError  # noqa: PLC0415
    from lagesbild.sealing.models import DataKey  # noqa: PLC0415

    datakeys.forget()
    if not DataKey.objects.exists():
        with contextlib.suppress(SealError):
            datakeys.new_data_key()
