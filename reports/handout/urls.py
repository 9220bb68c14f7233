"""Addresses of requests for documents. Numbers only: no address tells anything."""

from django.urls import URLPattern, path

from reports.handout.views import acts, pages

app_name = "handout"
urlpatterns: list[URLPattern] = [
    path("", pages.requests, name="requests"),
    path("ny/", acts.register, name="register"),
    path("<int:pk>/", pages.request_page, name="request"),
    path("<int:pk>/handelser/", pages.request_log, name="request_log"),
    path("<int:pk>/del/<int:section>/", acts.judge, name="judge"),
    path("<int:pk>/till-beslut/", acts.hand_in, name="hand_in"),
    path("<int:pk>/tillbaka/", acts.send_back, name="send_back"),
    path("<int:pk>/besluta/", acts.decide, name="decide"),
    path("<int:pk>/aterta/", acts.withdraw, name="withdraw"),
    path("<int:pk>/lamna-ut/", acts.hand_out, name="hand_out"),
    path("<int:pk>/beslut.pdf", pages.decision_file, name="decision_file"),
    path("<int:pk>/kopia.pdf", pages.copy_file, name="copy_file"),
]
