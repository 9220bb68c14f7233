"""The project package: what every app stands on. It knows no app; it names them as strings only."""

from lagesbild.celery import app as celery_app

__all__ = ["celery_app"]
