"""Addresses of Noa's pages."""

from django.urls import URLPattern, path

from assessments.views import decisions, mark_text, markings, method_grounds, methods, review, rounds, wall

urlpatterns: list[URLPattern] = [
    path("lagesvagg/", wall.current_wall, name="current_wall"),
    path("omgangar/", rounds.round_list, name="rounds"),
    path("omgangar/planera/", rounds.plan, name="plan_round"),
    path("omgangar/<int:year>/", wall.wall, name="wall"),
    path("omgangar/<int:year>/oppna/", rounds.open_round, name="open_round"),
    path("omgangar/<int:year>/stang/", rounds.close_round, name="close_round"),
    path("metoder/<int:pk>/", methods.method, name="method"),
    path("metoder/<int:pk>/grunder/", method_grounds.method_grounds, name="method_grounds"),
    path("metoder/<int:pk>/godkann/", methods.approve, name="approve_method"),
    path("markeringar/", markings.markings, name="markings"),
    path("markeringar/<int:pk>/fornya/", markings.renew, name="renew_marking"),
    path("markeringar/<int:pk>/hav/", markings.lift, name="lift_marking"),
    path("lagesbilder/<int:pk>/granska/", review.review, name="review"),
    path("lagesbilder/<int:pk>/ta-upp/", review.take_up, name="take_up"),
    path("lagesbilder/<int:pk>/punkter/", review.add_point, name="add_point"),
    path("lagesbilder/<int:pk>/punkter/<int:point>/ta-bort/", review.remove_point, name="remove_point"),
    path("lagesbilder/<int:pk>/punkter/<int:point>/markera/", mark_text.mark_point, name="mark_point"),
    path("lagesbilder/<int:pk>/aterlamna/", review.return_picture, name="return_picture"),
    path("lagesbilder/<int:pk>/godkann/", review.approve, name="approve_picture"),
    path("omraden/<int:pk>/granska/", review.review_area, name="review_area"),
    path("beslut/", decisions.current_decisions, name="current_decisions"),
    path("beslut/<int:year>/", decisions.decisions, name="decisions"),
    path("omraden/<int:pk>/beslut/", decisions.decide, name="decide"),
    path("omraden/<int:pk>/beslut/markera/", mark_text.mark_decision, name="mark_decision"),
    path("omraden/<int:pk>/lamna-utan-beslut/", decisions.leave_out, name="leave_out"),
]
