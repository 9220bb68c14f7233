from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments.importers.published_list import register_kind  # noqa: PLC0415  # models are there only now

        register_kind()
