from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lagesbild.jobs"
    label = "jobs"
