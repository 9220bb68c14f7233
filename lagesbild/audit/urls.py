"""The addresses of the log."""

from django.urls import path

from lagesbild.audit import views

app_name = "audit"
urlpatterns = [path("", views.log, name="log"), path("handelselogg.csv", views.export, name="export")]
