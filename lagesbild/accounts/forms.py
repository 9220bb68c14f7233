"""The login form, with errors that say what to do."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """User name and password. The error never tells which of the two was wrong."""

    error_messages = {
        "invalid_login": _("Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen."),
        "inactive": _("Kontot är stängt. Vänd dig till systemadministratören."),
    }
