"""Benchmarks. Importing the package sets Django up, so that each benchmark imports what it measures as usual."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
os.environ["LOG_LEVEL"] = "WARNING"
django.setup()
