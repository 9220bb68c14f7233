from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lagesbild.access"
    label = "access"
