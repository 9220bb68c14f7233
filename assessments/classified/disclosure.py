"""The class of every field of this app. What lies in a row's sealed column is classified; what only says whose row it is, is internal."""

from lagesbild.secrecy.classes import Disclosure

CLASSIFIED, INTERNAL = Disclosure.CLASSIFIED, Disclosure.INTERNAL

FIELDS = {
    "ClassifiedAnswer": {
        CLASSIFIED: "sealed rating count share choice trend text dont_know evidence comment",
        INTERNAL: "id picture area question written_by written_at",
    },
    "Proposal": {CLASSIFIED: "sealed category", INTERNAL: "id area written_by written_at"},
    "ProposalGround": {CLASSIFIED: "sealed met text", INTERNAL: "id proposal criterion"},
    "PointText": {CLASSIFIED: "sealed text sealed_answer answer", INTERNAL: "id point"},
    "DecisionGround": {CLASSIFIED: "sealed met text", INTERNAL: "id decision criterion"},
    "Dissent": {CLASSIFIED: "sealed text", INTERNAL: "id decision"},
}
