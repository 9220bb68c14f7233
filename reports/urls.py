"""Addresses of the national picture, its builds and publications."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
