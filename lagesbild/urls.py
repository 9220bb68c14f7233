"""Every address of the system. The public ones stay where they are."""

from django.urls import include, path
from django.views.generic import RedirectView

from lagesbild.health import health

urlpatterns = [
    path("", RedirectView.as_view(url="/oppen/"), name="start"),
    path("halsa/", health, name="health"),
    path("konto/", include("lagesbild.accounts.urls")),
]
