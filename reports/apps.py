from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from lagesbild.ui import worklist as registry  # noqa: PLC0415  # models are there only now
        from reports import menu, worklist  # noqa: PLC0415

        menu.register_all()
        registry.register(worklist.items)
