"""The forms of login and password, with errors that say what to do."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from lagesbild.accounts import factors

CODE = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}


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


class CodeForm(forms.Form):
    """A code from the app, or a recovery code. A right code is used up by being checked."""

    code = forms.CharField(
        label=_("Kod"), max_length=20, widget=forms.TextInput(attrs=CODE), error_messages={"required": _("Skriv koden.")}
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.factor: Authenticator | None = None

    def clean_code(self) -> str:
        self.factor = factors.take_code(self.user, self.cleaned_data["code"])
        if self.factor is None:
            raise forms.ValidationError(
                _("Koden stämmer inte eller är redan använd. Vänta på nästa kod i appen och skriv den."), code="wrong"
            )
        return ""


class PasswordForm(forms.Form):
    """The own password once more, from somebody who has no second factor."""

    password = forms.CharField(
        label=_("Lösenord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Skriv lösenordet.")},
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        user = authenticate(self.request, username=self.request.user.username, password=self.cleaned_data["password"])
        if user is None or user.pk != self.request.user.pk:
            raise forms.ValidationError(_("Lösenordet stämmer inte."), code="wrong")
        return ""


class EnrolForm(forms.Form):
    """The first code of a new app for codes: shows that the secret arrived."""

    code = forms.CharField(
        label=_("Koden som appen visar"), max_length=10, widget=forms.TextInput(attrs=CODE), error_messages={"required": _("Skriv koden.")}
    )

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret
        self.step = 0

    def clean_code(self) -> str:
        step = factors.step_of(self.secret, factors.tidy(self.cleaned_data["code"]))
        if step is None:
            raise forms.ValidationError(
                _("Koden stämmer inte. Kontrollera att klockan i telefonen går rätt, och skriv koden som visas nu.")
            )
        self.step = step
        return ""


class KeyForm(forms.Form):
    """A name for a passkey, and what the browser answered. The browser's answer is checked by allauth."""

    name = forms.CharField(
        label=_("Namn på nyckeln"), max_length=60, error_messages={"required": _("Ge nyckeln ett namn, så att du känner igen den.")}
    )
    credential = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": _("Webbläsaren lämnade ingen nyckel. Försök igen.")})
