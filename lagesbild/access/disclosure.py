"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

INTERNAL = Disclosure.INTERNAL

FIELDS = {
    "RoleGroup": {INTERNAL: "id group role unit"},
}
