from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lagesbild.audit"
    label = "audit"

    def ready(self) -> None:
        from lagesbild.audit import pages  # noqa: PLC0415  # models are there only now

        pages.register_all()
