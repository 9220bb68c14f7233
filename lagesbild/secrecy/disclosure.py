"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

OPEN, INTERNAL = Disclosure.OPEN, Disclosure.INTERNAL

FIELDS = {
    "SecrecyGround": {
        OPEN: "id key version statute chapter paragraph words harm review_years is_active",
        INTERNAL: "corrected_by corrected_at",
    },
}
