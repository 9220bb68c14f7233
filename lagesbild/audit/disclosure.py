"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

INTERNAL = Disclosure.INTERNAL

FIELDS = {
    "AuditEvent": {INTERNAL: "id at event actor_id actor object_type object_id object_name detail actor_roles recipient"},
    "AnomalyReview": {INTERNAL: "id rule actor day outcome reviewed_by reviewed_at"},
    "AuditLink": {INTERNAL: "seq event_id hash"},
}
