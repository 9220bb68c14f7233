"""Giving one person reading of one local picture for a time."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.rounds import DayInput
from assessments.models.personal_grant import Level
from lagesbild.accounts.models import User


class GrantForm(forms.Form):
    """Who, how much, for what, and the last day."""

    username = forms.CharField(
        label=_("Användarnamn"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv personens användarnamn.")},
    )
    level = forms.ChoiceField(label=_("Vad personen får läsa"), error_messages={"invalid_choice": _("Välj något som du själv får läsa.")})
    purpose = forms.CharField(
        label=_("Vad det behövs till"),
        max_length=300,
        help_text=_("Skriv inget sekretessbelagt här: ändamålet syns för alla som läser."),
        error_messages={"required": _("Skriv vad behörigheten behövs till.")},
    )
    last_day = forms.DateField(
        label=_("Sista dag"),
        widget=DayInput,
        help_text=_("Högst 30 dagar fram. Sedan slutar den av sig själv."),
        error_messages={"required": _("Välj en sista dag."), "invalid": _("Skriv dagen så här: 2019-03-08.")},
    )

    def __init__(self, *args: Any, levels: list[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["level"]).choices = [(level.value, level.label) for level in levels]

    def clean_username(self) -> User:
        user = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if user is None:
            raise forms.ValidationError(_("Det finns inget konto med det namnet."))
        return user

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        until = timezone.make_aware(datetime.combine(data["last_day"], time(23, 59, 59)))
        return {"user": data["username"], "level": Level(data["level"]), "purpose": data["purpose"], "until": until}
