"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

OPEN, INTERNAL = Disclosure.OPEN, Disclosure.INTERNAL

FIELDS = {
    "Area": {OPEN: "id slug"},
    "AreaVersion": {OPEN: "id valid_from valid_to area name unit municipality lat lon area_km2 source", INTERNAL: "note"},
    "BatchPart": {INTERNAL: "id batch number content"},
    "Boundary": {OPEN: "id valid_from valid_to area geometry area_m2 reason source", INTERNAL: "batch"},
    "ImportBatch": {
        INTERNAL: "id kind filename content sha256 state options journal summary"
        " received_by received_at applied_by applied_at undone_by undone_at",
    },
    "Lineage": {
        OPEN: "id kind before after year note source",
        INTERNAL: "reason share_before share_after decided_by decided_at",
    },
    "LineageRejection": {INTERNAL: "id kind before after year reason rejected_by rejected_at"},
    "Indicator": {OPEN: "id key name unit kind better beside source note order"},
    "Municipality": {OPEN: "id code name slug county"},
    "OrganisationChange": {
        OPEN: "id kind title effective_on state units reason end_reason failure failed_at",
        INTERNAL: "plan basis preview journal took_effect_at"
        " planned_by planned_at approved_by approved_at cancelled_by cancelled_at reversed_by reversed_at",
    },
    "OrganisationChange_units": {OPEN: "id organisationchange unit"},
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
