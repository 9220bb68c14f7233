from django.apps import AppConfig

from areas import lineages


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from lagesbild.jobs import running  # noqa: PLC0415  # models are there only now
        from lagesbild.ui import worklist as registry  # noqa: PLC0415
        from reports import menu, tasks, worklist  # noqa: PLC0415
        from reports.queries import pictures  # noqa: PLC0415

        menu.register_all()
        lineages.register_use(pictures.what_stands_on)
        registry.register(worklist.items)
        running.at_failure("reports.build", tasks.note_failure)
