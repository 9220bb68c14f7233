"""Addresses of the pages that the templates of the interface link to, so that they can be rendered alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


_accounts = (
    [
        path("", nothing, name="me"),
        path("login/", nothing, name="login"),
        path("logout/", nothing, name="logout"),
        path("losenord/", nothing, name="password_change"),
        path("login/nyckel/", nothing, name="login_key"),
        path("faktor/", nothing, name="enrol"),
        path("faktor/nyckel/", nothing, name="add_key"),
        path("inloggningar/avsluta/", nothing, name="end_other_sessions"),
    ],
    "accounts",
)
_work = (
    [
        path("arbete/", nothing, name="worklist"),
        path("omgangar/", nothing, name="round_list"),
        path("omgangar/<int:year>/", nothing, name="round_wall"),
    ],
    "assessments",
)
urlpatterns = [path("konto/", include(_accounts)), path("", include(_work)), path("sprak/", nothing, name="set_language")]
