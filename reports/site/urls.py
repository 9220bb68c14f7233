"""Addresses below `/oppen/`."""

from django.urls import path, re_path

from .serve import public_file

app_name = "site"
urlpatterns = [
    path("", public_file, name="index"),
    re_path(r"^(?P<path>.+)$", public_file, name="file"),
]
