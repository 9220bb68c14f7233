from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "lagesbild.secrecy"
    label = "secrecy"
