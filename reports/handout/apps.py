from django.apps import AppConfig

from lagesbild.ui import worklist


class HandoutConfig(AppConfig):
    name = "reports.handout"
    label = "handout"

    def ready(self) -> None:
        from reports.handout import menu  # noqa: PLC0415  # models are there only now
        from reports.handout import worklist as own  # noqa: PLC0415

        menu.register_all()
        worklist.register(own.items)
