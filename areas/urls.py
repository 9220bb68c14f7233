"""Addresses of the imports, of the accounts, of the review of who holds which role, and of register statistics."""

from django.urls import path

from areas.views import access_review, imports, people, people_acts, staffing, statistics

app_name = "areas"
urlpatterns = [
    path("data/", imports.index, name="imports"),
    path("data/<int:pk>/", imports.batch, name="batch"),
    path("data/<int:pk>/las-in/", imports.apply, name="batch_apply"),
    path("data/<int:pk>/kasta/", imports.discard, name="batch_discard"),
    path("konton/", people.index, name="people"),
    path("konton/nytt/", people.new, name="person_new"),
    path("konton/<int:pk>/", people.person, name="person"),
    path("konton/<int:pk>/ge-roll/", people_acts.give, name="person_give"),
    path("konton/<int:pk>/ta-roll/", people_acts.take, name="person_take"),
    path("konton/<int:pk>/stang/", people_acts.close, name="person_close"),
    path("konton/<int:pk>/oppna/", people_acts.reopen, name="person_open"),
    path("konton/<int:pk>/startlosenord/", people_acts.password, name="person_password"),
    path("konton/<int:pk>/ta-bort-faktorer/", people_acts.reset, name="person_reset"),
    path("konton/<int:pk>/identitet/", people_acts.provider, name="person_provider"),
    path("behorigheter/", access_review.index, name="access_review"),
    path("behorigheter/<int:group>/konto/<int:user>/", access_review.review, name="review_role"),
    path("statistik/", statistics.index, name="statistics"),
    path("statistik/omrade/<slug:slug>/", statistics.area, name="statistics_area"),
    path("bemanning/", staffing.page, name="staffing"),
    path("bemanning/bemanning.csv", staffing.file, name="staffing_file"),
]
