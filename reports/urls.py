"""Addresses of the national picture, its builds and publications."""

from django.urls import URLPattern, path

from reports.views import builds, certificates, comparing, maps, national, publications, readers, wording

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("nationell/", national.national_list, name="nationals"),
    path("nationell/<int:year>/", national.national, name="national"),
    path("nationell/<int:year>/lasare/", readers.readers, name="readers"),
    path("nationell/<int:year>/sammanstall/", national.compile_round, name="compile"),
    path("nationell/<int:year>/version/<int:version>/", national.national, name="national_version"),
    path("nationell/<int:year>/version/<int:version>/text/", national.edit_texts, name="edit_texts"),
    path("nationell/<int:year>/version/<int:version>/omrade/<slug:slug>/", wording.edit_entry, name="edit_entry"),
    path("nationell/<int:year>/version/<int:version>/omrade/<slug:slug>/bekrafta/", wording.confirm, name="confirm_wording"),
    path("nationell/<int:year>/version/<int:version>/godkann/", national.approve, name="approve_picture"),
    path("nationell/<int:year>/version/<int:version>/bygg/", national.order_build, name="order_build"),
    path("bygge/<int:pk>/", builds.build, name="build"),
    path("bygge/<int:pk>/laget/", builds.progress, name="build_progress"),
    path("bygge/<int:pk>/handelser/", builds.build_log, name="build_log"),
    path("bygge/<int:pk>/godkann/", builds.sign, name="sign_release"),
    path("bygge/<int:pk>/publicera/", builds.publish, name="publish"),
    path("bygge/<int:pk>/certifikat/", certificates.certificate, name="certificate"),
    path("bygge/<int:pk>/certifikat.json", certificates.certificate_file, name="certificate_file"),
    path("bygge/<int:pk>/forhandsvisning/", builds.preview, name="preview"),
    path("bygge/<int:pk>/forhandsvisning/<path:path>", builds.preview, name="preview_file"),
    # A previewed page links to "all pictures" one step up, as it will among the public files.
    path("bygge/<int:pk>/index.html", builds.index, name="build_index"),
    path("bygge/<int:pk>/<int:year>-v<int:version>/<path:path>", builds.edition, name="build_edition"),
    path("jamfor/", comparing.compare, name="compare"),
    path("harkomst/omrade/<slug:slug>/", comparing.area_lineage, name="area_lineage"),
    path("publiceringar/", publications.publications, name="publications"),
    path("karta/", maps.country, name="map"),
    path("karta/region/<slug:slug>/", maps.region, name="map_region"),
    path("karta/granser.geojson", maps.base, name="map_base"),
    path("karta/omraden.geojson", maps.areas, name="map_areas"),
]
