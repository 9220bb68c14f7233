"""What the tables of other packages hold. They are internal: nobody outside reads them, and nothing classified is ever put there."""

from lagesbild.secrecy.classes import Disclosure

I = Disclosure.INTERNAL  # noqa: E741  # one letter, as each line below ends with it

FIELDS_OF_OTHERS = {
    "auth": {
        "Group": {I: "id name permissions"},
        "Group_permissions": {I: "id group permission"},
        "Permission": {I: "id name content_type codename"},
    },
    "contenttypes": {"ContentType": {I: "id app_label model"}},
    "sessions": {"Session": {I: "session_key session_data expire_date"}},
    "sites": {"Site": {I: "id domain name"}},
    "guardian": {
        "GroupObjectPermission": {I: "id permission content_type object_pk group"},
        "UserObjectPermission": {I: "id permission content_type object_pk user"},
    },
    "account": {
        "EmailAddress": {I: "id user email verified primary"},
        "EmailConfirmation": {I: "id email_address created sent key"},
    },
    "mfa": {"Authenticator": {I: "id user type data created_at last_used_at"}},
    "socialaccount": {
        "SocialApp": {I: "id provider provider_id name client_id secret key settings"},
        "SocialAccount": {I: "id user provider uid last_login date_joined extra_data"},
        "SocialToken": {I: "id app account token token_secret expires_at"},
    },
    "usersessions": {"UserSession": {I: "id user created_at ip last_seen_at session_key user_agent data"}},
    "axes": {
        "AccessAttempt": {
            I: "id user_agent ip_address username http_accept path_info attempt_time get_data post_data failures_since_start"
        },
        "AccessAttemptExpiration": {I: "access_attempt expires_at"},
        "AccessFailureLog": {I: "id user_agent ip_address username http_accept path_info attempt_time locked_out"},
        "AccessLog": {I: "id user_agent ip_address username http_accept path_info attempt_time logout_time session_hash"},
    },
}
