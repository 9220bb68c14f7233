"""Addresses of the grounds of secrecy."""

from django.urls import path

from lagesbild.secrecy import views

app_name = "secrecy"
urlpatterns = [
    path("", views.grounds, name="grounds"),
    path("<int:pk>/", views.ground, name="ground"),
]
