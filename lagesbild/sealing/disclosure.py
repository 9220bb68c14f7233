"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

INTERNAL = Disclosure.INTERNAL

FIELDS = {
    "DataKey": {INTERNAL: "id kek wrapped created_at retired_at"},  # wrapped: locked by a key that is not in the database
}
