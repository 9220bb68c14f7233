from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"

    def ready(self) -> None:
        from areas import menu  # noqa: PLC0415  # models are there only now
        from areas.importers import kinds  # noqa: PLC0415

        kinds.register_all()
        menu.register_all()
