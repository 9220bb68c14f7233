"""Addresses of the local police areas' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
