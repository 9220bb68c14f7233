"""The addresses of the log."""

from django.urls import path

from lagesbild.audit import standing_out, views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("handelselogg.csv", views.export, name="export"),
    path("avvikelser/", standing_out.anomalies, name="anomalies"),
    path("avvikelser/granska/", standing_out.review, name="review_anomaly"),
]
