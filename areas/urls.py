"""Addresses of the imports and exports, of the organisation through time, of the accounts, and of the review of who holds which role."""

from django.urls import path

from areas.views import access_review, change_acts, change_plans, exports, imports, lineage, organisation, people, people_acts

app_name = "areas"
urlpatterns = [
    path("data/", imports.index, name="imports"),
    path("data/<int:pk>/", imports.batch, name="batch"),
    path("data/<int:pk>/las-in/", imports.apply, name="batch_apply"),
    path("data/<int:pk>/kasta/", imports.discard, name="batch_discard"),
    path("harkomst/", lineage.latest, name="lineage_latest"),
    path("harkomst/<int:since>/<int:until>/", lineage.lineage, name="lineage"),
    path("harkomst/<int:since>/<int:until>/avgor/", lineage.decide, name="lineage_decide"),
    path("harkomst/<int:since>/<int:until>/beslut/<int:pk>/angra/", lineage.undo, name="lineage_undo"),
    path("harkomst/<int:since>/<int:until>/avvisat/<int:pk>/foresla-igen/", lineage.propose_again, name="lineage_propose_again"),
    path("export/", exports.index, name="exports"),
    path("export/<slug:key>/", exports.take, name="export"),
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
    path("organisation/", organisation.index, name="organisation"),
    path("organisation/omraden/", organisation.areas, name="organisation_areas"),
    path("organisation/enhet/<slug:key>/", organisation.unit, name="unit"),
    path("organisation/andring/ny/", change_plans.kinds, name="change_new"),
    path("organisation/andring/ny/<slug:kind>/", change_plans.plan, name="change_plan"),
    path("organisation/andring/<int:pk>/", organisation.change, name="change"),
    path("organisation/andring/<int:pk>/godkann/", change_acts.approve, name="change_approve"),
    path("organisation/andring/<int:pk>/avsla/", change_acts.refuse, name="change_refuse"),
    path("organisation/andring/<int:pk>/avbryt/", change_acts.cancel, name="change_cancel"),
    path("organisation/andring/<int:pk>/genomfor/", change_acts.effect, name="change_effect"),
    path("organisation/andring/<int:pk>/aterstall/", change_acts.reverse, name="change_reverse"),
    path("behorigheter/<int:group>/konto/<int:user>/", access_review.review, name="review_role"),
]
