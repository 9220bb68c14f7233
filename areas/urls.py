"""Addresses of the imports."""

from django.urls import path

from areas.views import imports

app_name = "areas"
urlpatterns = [
    path("data/", imports.index, name="imports"),
    path("data/<int:pk>/", imports.batch, name="batch"),
    path("data/<int:pk>/las-in/", imports.apply, name="batch_apply"),
    path("data/<int:pk>/kasta/", imports.discard, name="batch_discard"),
]
