"""The class of every field of this app. What is classified stands in `assessments.classified`; the method's own words are open."""

from lagesbild.secrecy.classes import Disclosure

OPEN, INTERNAL = Disclosure.OPEN, Disclosure.INTERNAL

FIELDS = {
    "Answer": {
        OPEN: "rating count share choice trend text dont_know evidence comment",
        INTERNAL: "id picture area question written_by written_at",
    },
    "AreaAssessment": {
        OPEN: "area area_version name municipality lat lon",
        INTERNAL: "id picture is_proposed version left_out_reason left_out_by left_out_at",
    },
    "Criterion": {OPEN: "id method code text for_category order source"},
    "Decision": {
        OPEN: "area area_version category trend open_grounds source",
        INTERNAL: "id round assessment reviewed_by decided_by decided_at batch",
    },
    "DrawnBoundary": {OPEN: "geometry area_m2 reason", INTERNAL: "id picture area drawn_by drawn_at"},
    "Edit": {INTERNAL: "id picture area turn section_code user at"},
    "Extension": {INTERNAL: "id picture state until reason asked_by asked_at granted_until answer decided_by decided_at"},
    "GlassReview": {INTERNAL: "id grant outcome finding reviewed_by reviewed_at"},
    "LocalPicture": {
        OPEN: "is_zero_report is_example",
        INTERNAL: "id round unit roster state state_since turn version due submitted_by submitted_at reviewer taken_up_at approved_by"
        " approved_at",
    },
    "Marking": {
        OPEN: "question",
        INTERNAL: "id ground picture area answer_to point decision marked_by marked_at review_by renewed_by renewed_at lifted_by lifted_at",
    },
    "OpenTwin": {INTERNAL: "id area question source_version twin_version confirmed_by confirmed_at"},
    "Method": {OPEN: "id name version categories note", INTERNAL: "created_by created_at approved_by approved_at"},
    "PersonalGrant": {INTERNAL: "id picture user level purpose case_number given_by given_at until ended_at ended_by ended_why"},
    "PictureUserGrant": {INTERNAL: "id user permission content_object until"},
    "Question": {
        OPEN: "id method code section_code section kind scope text help anchors order required rating_class count_class count_label"
        " share_class choice_class choices trend_class text_class twin_required basis",
    },
    "ReviewPoint": {INTERNAL: "id picture area question turn number state created_by created_at answered_by answered_at"},
    "RosterEntry": {OPEN: "id round unit name slug code is_named district_name region region_name region_slug region_order"},
    "Round": {
        OPEN: "id year method reference_date is_historic is_replay",
        INTERNAL: "state submit_by review_by decide_by planned_by planned_at opened_by opened_at closed_by closed_at",
    },
}
