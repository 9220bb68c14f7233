"""Every address of the system. The public ones stay where they are."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from lagesbild.accounts import oidc
from lagesbild.health import health
from lagesbild.ui.views import worklist

urlpatterns = [
    path("halsa/", health, name="health"),
    path("", RedirectView.as_view(url="/oppen/"), name="start"),
    path("arbete/", worklist, name="worklist"),
    path("konto/", include("lagesbild.accounts.urls")),
    path("konto/login/myndighet/", oidc.start, name="openid_connect_login"),  # without a namespace: allauth knows them by these names
    path("konto/login/<slug:provider_id>/svar/", oidc.callback, name="openid_connect_callback"),
    path("logg/", include("lagesbild.audit.urls")),
    path("sekretess/grunder/", include("lagesbild.secrecy.urls")),
    path("sprak/", set_language, name="set_language"),
    path("oppen/", include("reports.site.urls")),
    path("bilaga/", include("reports.annex.urls")),
    path("utlamnande/", include("reports.handout.urls")),
    path("", include("assessments.urls")),
    path("", include("areas.urls")),
    path("", include("reports.urls")),
]

handler400 = "lagesbild.ui.errors.bad_request"
handler403 = "lagesbild.ui.errors.permission_denied"
handler404 = "lagesbild.ui.errors.not_found"
handler500 = "lagesbild.ui.errors.server_error"
