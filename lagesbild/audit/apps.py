from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lagesbild.audit"
    label = "audit"

    def ready(self) -> None:
        from lagesbild.audit import anomalies, habits, pages  # noqa: PLC0415  # models are there only now

        for rule in (anomalies.unusual_volume, habits.unusual_hour, anomalies.refused_tries):
            anomalies.register(rule)
        pages.register_all()
