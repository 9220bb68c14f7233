"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

OPEN, INTERNAL = Disclosure.OPEN, Disclosure.INTERNAL

FIELDS = {
    "Area": {OPEN: "id slug"},
    "AreaVersion": {OPEN: "id valid_from valid_to area name unit municipality lat lon area_km2 source", INTERNAL: "note"},
    "Boundary": {OPEN: "id valid_from valid_to area geometry area_m2 reason source", INTERNAL: "batch"},
    "ImportBatch": {
        INTERNAL: "id kind filename content sha256 state summary received_by received_at applied_by applied_at",
    },
    "Indicator": {OPEN: "id key name unit kind better beside source note order"},
    "Lineage": {OPEN: "id kind before after year note source"},
    "Municipality": {OPEN: "id code name slug county"},
    "RoleReview": {INTERNAL: "id role_group user verdict words by at"},
    # The numbers as delivered are internal: the police's own stand among the open ones, and small ones are not yet left out.
    "Statistic": {INTERNAL: "id series year value low high delivery"},
    "StatisticDelivery": {OPEN: "id source licence retrieved_on", INTERNAL: "batch"},
    "StatisticSeries": {OPEN: "id indicator area unit municipality method"},
    "Unit": {OPEN: "id valid_from valid_to kind key code is_named source", INTERNAL: "note"},
    "UnitGroupGrant": {INTERNAL: "id permission group content_object"},
    "UnitName": {OPEN: "id valid_from valid_to unit name slug source"},
    "UnitPlacement": {OPEN: "id valid_from valid_to unit parent"},
    "UnitSuccession": {OPEN: "id before after date kind source"},
    "UnitUserGrant": {INTERNAL: "id permission user content_object"},
}
