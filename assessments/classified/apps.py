from django.apps import AppConfig


class ClassifiedConfig(AppConfig):
    name = "assessments.classified"
    label = "classified"
