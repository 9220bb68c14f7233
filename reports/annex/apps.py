from django.apps import AppConfig


class AnnexConfig(AppConfig):
    name = "reports.annex"
    label = "annex"
