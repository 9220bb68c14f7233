"""The class of every field of this app."""

from lagesbild.secrecy.classes import Disclosure

INTERNAL = Disclosure.INTERNAL

FIELDS = {
    "User": {
        INTERNAL: "id password last_login is_superuser username email provider_name is_active has_start_password created_at "
        "groups user_permissions",
    },
    "User_groups": {INTERNAL: "id user group"},
    "User_user_permissions": {INTERNAL: "id user permission"},
}
