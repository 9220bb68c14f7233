from django.apps import AppConfig

from lagesbild.ui import worklist


class AreasConfig(AppConfig):
    name = "areas"

    def ready(self) -> None:
        from areas import menu  # noqa: PLC0415  # models are there only now
        from areas import worklist as own  # noqa: PLC0415
        from areas.importers import kinds  # noqa: PLC0415

        kinds.register_all()
        menu.register_all()
        worklist.register(own.import_items)
        worklist.register(own.account_items)
