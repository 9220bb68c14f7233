from django.apps import AppConfig

from lagesbild.ui import worklist


class AnnexConfig(AppConfig):
    name = "reports.annex"
    label = "annex"

    def ready(self) -> None:
        from reports.annex import worklist as own  # noqa: PLC0415  # models are there only now

        worklist.register(own.items)
