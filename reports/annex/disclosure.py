"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

OPEN, CLASSIFIED, INTERNAL = Disclosure.OPEN, Disclosure.CLASSIFIED, Disclosure.INTERNAL

FIELDS = {
    "AnnexEntry": {
        OPEN: "area_name lpo_name region_name category ground",
        CLASSIFIED: "sealed proposed_category description grounds dissent",
        INTERNAL: "id picture",
    },
    "AnnexCopy": {
        CLASSIFIED: "sealed content",
        INTERNAL: "id picture number taken_by role recipient taken_at sha256 state ended_by ended_at",
    },
}
