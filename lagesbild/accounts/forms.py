"""The forms of login and password, with errors that say what to do."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """User name and password. The error never tells which of the two was wrong."""

    error_messages = {
        "invalid_login": _("Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen."),
        "inactive": _("Kontot är stängt. Vänd dig till systemadministratören."),
    }


class OwnPasswordForm(PasswordChangeForm):
    """The old password and a new one, twice. The new one is another than the old: a start password is known to whoever gave it."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("new_password2") and self.cleaned_data["new_password2"] == self.cleaned_data.get("old_password"):
            self.add_error("new_password1", _("Välj ett annat lösenord än det du hade."))
        return cleaned
