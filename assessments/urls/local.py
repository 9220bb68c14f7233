"""Addresses of the local police areas' pages."""

from django.urls import URLPattern, path

from assessments.views import area_form, boundaries, break_glass, extensions, local_areas, local_picture, mark_text, object_log, readers

urlpatterns: list[URLPattern] = [
    path("lagesbilder/", local_picture.pictures, name="pictures"),
    path("lagesbilder/min/", local_picture.my_picture, name="my_picture"),
    path("lagesbilder/<int:pk>/", local_picture.picture, name="picture"),
    path("lagesbilder/<int:pk>/lamna-in/", local_picture.submit, name="submit_picture"),
    path("lagesbilder/<int:pk>/foresla-omrade/", local_areas.propose_area, name="propose_area"),
    path("lagesbilder/<int:pk>/ta-upp-omrade/", local_areas.add_known_area, name="add_known_area"),
    path("lagesbilder/<int:pk>/lasare/", readers.readers, name="readers"),
    path("lagesbilder/<int:pk>/lasare/ge/", readers.give, name="give_grant"),
    path("lagesbilder/<int:pk>/handelser/", object_log.picture_log, name="picture_log"),
    path("behorigheter/<int:pk>/avsluta/", readers.end, name="end_grant"),
    path("lagesbilder/<int:pk>/anstand/", extensions.extension, name="extension"),
    path("anstand/<int:pk>/ta-tillbaka/", extensions.withdraw, name="withdraw_extension"),
    path("anstand/<int:pk>/svara/", extensions.answer, name="answer_extension"),
    path("lagesbilder/<int:pk>/nodlage/", break_glass.break_glass, name="break_glass"),
    path("nodlagen/", break_glass.readings, name="glass_list"),
    path("nodlagen/<int:pk>/", break_glass.reading, name="glass"),
    path("nodlagen/<int:pk>/avsluta/", break_glass.end, name="end_glass"),
    path("omraden/<int:pk>/", area_form.area_form, name="area"),
    path("omraden/<int:pk>/grans/", boundaries.boundary, name="boundary"),
    path("omraden/<int:pk>/grans/ta-bort/", boundaries.take_back, name="take_back_boundary"),
    path("omraden/<int:pk>/handelser/", object_log.area_log, name="area_log"),
    path("omraden/<int:pk>/bekrafta/", local_areas.confirm_twin, name="confirm_twin"),
    path("lagesbilder/<int:pk>/markera/<int:question>/", mark_text.mark_answer, name="mark_answer"),
    path("omraden/<int:pk>/markera/<int:question>/", mark_text.mark_area_answer, name="mark_area_answer"),
    path("omraden/<int:pk>/ta-bort/", local_areas.withdraw_area, name="withdraw_area"),
]
