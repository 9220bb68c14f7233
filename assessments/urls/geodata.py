"""Addresses of the police's own geodata."""

from django.urls import URLPattern, path

from assessments.views import geodata

urlpatterns: list[URLPattern] = [
    path("data/geodata/", geodata.send, name="geodata_send"),
    path("data/geodata/<int:pk>/", geodata.geodata, name="geodata"),
    path("data/geodata/<int:pk>/kolumner/", geodata.columns, name="geodata_columns"),
    path("data/geodata/<int:pk>/las-in/", geodata.apply, name="geodata_apply"),
    path("data/geodata/<int:pk>/angra/", geodata.undo, name="geodata_undo"),
]
