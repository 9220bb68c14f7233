"""Addresses of the rounds: the local police areas' and Noa's."""

from assessments.urls import geodata, local, noa

app_name = "assessments"
urlpatterns = [*local.urlpatterns, *noa.urlpatterns, *geodata.urlpatterns]
