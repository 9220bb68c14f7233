from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from areas import built_on as built  # noqa: PLC0415  # models are there only now
        from lagesbild.jobs import running  # noqa: PLC0415  # models are there only now
        from lagesbild.ui import worklist as registry  # noqa: PLC0415
        from reports import built_on, menu, tasks, worklist  # noqa: PLC0415

        built.register(built_on.national_pictures)
        menu.register_all()
        registry.register(worklist.items)
        running.at_failure("reports.build", tasks.note_failure)
