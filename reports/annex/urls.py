"""Addresses of the classified annex. Numbers only: no address tells anything."""

from django.urls import URLPattern, path

from reports.annex import views

app_name = "annex"
urlpatterns: list[URLPattern] = [
    path("", views.annex_list, name="annexes"),
    path("<int:pk>/", views.annex, name="annex"),
    path("<int:pk>/bilaga.pdf", views.annex_file, name="pdf"),
]
