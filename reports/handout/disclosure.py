"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

CLASSIFIED, INTERNAL = Disclosure.CLASSIFIED, Disclosure.INTERNAL

FIELDS = {
    "DocumentRequest": {
        INTERNAL: "id register_number received_on wording recipient kind picture annex_of state registered_by registered_at reasons"
        " ready_by ready_at result decided_by decided_at decider_role way handed_out_by handed_out_at",
    },
    "Paragraph": {
        CLASSIFIED: "sealed sealed_judgement text reason passages",
        INTERNAL: "id request order section section_name heading source_class fingerprint verdict ground judged_by judged_at reused_from",
    },
    "MaskedCopy": {CLASSIFIED: "sealed content", INTERNAL: "id request sha256 made_at"},
}
