"""The Celery application. Tasks stand in `<app>/tasks.py` and are found by name."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")

app = Celery("lagesbild")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
