"""Addresses of the local police areas' pages."""

from django.urls import URLPattern, path

from assessments.views import area_form, local_areas, local_picture, mark_text, readers

urlpatterns: list[URLPattern] = [
    path("lagesbilder/", local_picture.pictures, name="pictures"),
    path("lagesbilder/min/", local_picture.my_picture, name="my_picture"),
    path("lagesbilder/<int:pk>/", local_picture.picture, name="picture"),
    path("lagesbilder/<int:pk>/lamna-in/", local_picture.submit, name="submit_picture"),
    path("lagesbilder/<int:pk>/foresla-omrade/", local_areas.propose_area, name="propose_area"),
    path("lagesbilder/<int:pk>/ta-upp-omrade/", local_areas.add_known_area, name="add_known_area"),
    path("lagesbilder/<int:pk>/lasare/", readers.readers, name="readers"),
    path("lagesbilder/<int:pk>/lasare/ge/", readers.give, name="give_grant"),
    path("behorigheter/<int:pk>/avsluta/", readers.end, name="end_grant"),
    path("omraden/<int:pk>/", area_form.area_form, name="area"),
    path("omraden/<int:pk>/bekrafta/", local_areas.confirm_twin, name="confirm_twin"),
    path("lagesbilder/<int:pk>/markera/<int:question>/", mark_text.mark_answer, name="mark_answer"),
    path("omraden/<int:pk>/markera/<int:question>/", mark_text.mark_area_answer, name="mark_area_answer"),
    path("omraden/<int:pk>/ta-bort/", local_areas.withdraw_area, name="withdraw_area"),
]
