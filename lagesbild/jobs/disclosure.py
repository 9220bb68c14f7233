"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

INTERNAL = Disclosure.INTERNAL

FIELDS = {
    "Job": {INTERNAL: "id task subject_id state done total message attempts created_by created_at started_at heartbeat_at finished_at"},
}
