"""Addresses of Noa's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
