from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from lagesbild.jobs import running  # noqa: PLC0415  # models are there only now
        from lagesbild.ui import worklist as registry  # noqa: PLC0415
        from reports import exporting, menu, tasks, worklist  # noqa: PLC0415

        menu.register_all()
        exporting.register_all()
        registry.register(worklist.items)
        running.at_failure("reports.build", tasks.note_failure)
