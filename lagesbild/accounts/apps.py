from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lagesbild.accounts"
    label = "accounts"

    def ready(self) -> None:
        from lagesbild.accounts import checks, signals  # noqa: PLC0415  # models are there only now

        checks.register_all()
        signals.connect()
