from django.apps import AppConfig

from areas import lineages


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from areas import built_on as built  # noqa: PLC0415  # models are there only now
        from areas import unpublished as withheld  # noqa: PLC0415
        from lagesbild.jobs import running  # noqa: PLC0415  # models are there only now
        from lagesbild.ui import worklist as registry  # noqa: PLC0415
        from reports import built_on, exporting, menu, tasks, unpublished, worklist  # noqa: PLC0415
        from reports.queries import pictures  # noqa: PLC0415

        built.register(built_on.national_pictures)
        withheld.register(unpublished.hidden_areas)
        menu.register_all()
        lineages.register_use(pictures.what_stands_on)
        exporting.register_all()
        registry.register(worklist.items)
        running.at_failure("reports.build", tasks.note_failure)
