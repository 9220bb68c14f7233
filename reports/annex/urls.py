"""Addresses of the classified annex. Numbers only: no address tells anything."""

from django.urls import URLPattern, path

from reports.annex import views

app_name = "annex"
urlpatterns: list[URLPattern] = [
    path("", views.annex_list, name="annexes"),
    path("<int:pk>/", views.annex, name="annex"),
    path("<int:pk>/handelser/", views.annex_log, name="annex_log"),
    path("<int:pk>/lasare/", views.readers, name="readers"),
    path("<int:pk>/exemplar/", views.take, name="take_copy"),
    path("exemplar/<int:pk>/bilaga.pdf", views.copy_file, name="copy"),
    path("exemplar/<int:pk>/anteckna/", views.end, name="end_copy"),
]
