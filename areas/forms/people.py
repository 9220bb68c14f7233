"""Forms of those who manage accounts."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.enums import UnitKind
from areas.models import Unit
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.accounts.models import USERNAME, User

CHOOSE_ROLE = {"required": _("Välj en roll."), "invalid_choice": _("Välj en roll i listan.")}
CHOOSE_UNIT = {"required": _("Välj en enhet."), "invalid_choice": _("Välj en enhet i listan.")}


class SearchForm(forms.Form):
    """What the list of accounts is cut to. A value that is not in the list counts as no value."""

    sok = forms.CharField(label=_("Användarnamn eller enhet"), required=False, max_length=80)
    roll = forms.ChoiceField(label=_("Roll"), required=False, choices=[("", _("Alla")), *Role.choices])
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("Alla")), ("open", _("Öppna")), ("closed", _("Stängda"))])


class RoleForm(forms.Form):
    """A role at a unit. Local roles stand on a unit below the nation: on the nation they would reach every local police area."""

    role = forms.ChoiceField(label=_("Roll"), choices=[("", _("Välj roll")), *Role.choices], error_messages=CHOOSE_ROLE)
    unit = forms.TypedChoiceField(label=_("Enhet"), coerce=int, error_messages=CHOOSE_UNIT)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["unit"]).choices = [("", _("Välj enhet")), *units]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") and cleaned.get("unit"):
            cleaned["role"] = Role(cleaned["role"])
            cleaned["unit"] = Unit.objects.get(pk=cleaned["unit"])
            is_national = cleaned["unit"].kind == UnitKind.NATIONAL
            if cleaned["role"] in LOCAL_ROLES and is_national:
                self.add_error("unit", _("Rollen hör till ett lokalpolisområde. Välj ett lokalpolisområde."))
            if cleaned["role"] not in LOCAL_ROLES and not is_national:
                self.add_error("unit", _("Rollen hör till Noa. Välj Noa."))
        return cleaned


class AccountForm(RoleForm):
    """A new account: its name and its first role."""

    username = forms.CharField(
        label=_("Användarnamn"),
        help_text=_("Små bokstäver, siffror, punkt och bindestreck. Namnet talar om rollen, inte om personen: lpo.botkyrka."),
        max_length=60,
        validators=[USERNAME],
        error_messages={"required": _("Skriv ett användarnamn."), "max_length": _("Skriv högst 60 tecken.")},
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("username", "role", "unit")

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("Användarnamnet finns redan. Välj ett annat."))
        return str(username)
