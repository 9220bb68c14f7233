"""Every address of the system. The public ones stay where they are."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/oppen/"), name="start"),
    path("konto/", include("lagesbild.accounts.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
    path("", include("assessments.urls")),
    path("", include("areas.urls")),
    path("", include("reports.urls")),
]
