from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lagesbild.ui"
    label = "ui"
