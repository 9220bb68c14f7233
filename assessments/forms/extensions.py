"""More time: what is asked for, and what is answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.actions.extensions import what_is_wrong_with
from assessments.forms.rounds import DayInput
from assessments.models import LocalPicture


def reason_field(label: Any, required: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": required, "max_length": _("Texten är för lång: skriv högst %(limit_value)s tecken.")},
    )


class _DayForm(forms.Form):
    """A day that the deadline of a picture can be moved to."""

    until = forms.DateField(label=_("Till och med"), widget=DayInput, error_messages={"required": _("Välj en dag.")})

    def __init__(self, *args: Any, picture: LocalPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = picture

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        why = what_is_wrong_with(day, self.picture)
        if why:
            raise forms.ValidationError(f"{why[:1].upper()}{why[1:]}.")
        return day


class AskForm(_DayForm):
    """How long, and why."""

    reason = reason_field(
        _("Varför tiden inte räcker"), _("Skriv varför tiden inte räcker."), _("Skriv inget sekretessbelagt: texten läses av Noas ledning.")
    )


class AnswerExtensionForm(_DayForm):
    """Yes, to which day, or no; and why."""

    verdict = forms.ChoiceField(
        label=_("Svar"),
        choices=[("grant", _("Bevilja anstånd")), ("refuse", _("Avslå begäran"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om anstånd beviljas."), "invalid_choice": _("Välj om anstånd beviljas.")},
    )
    answer = reason_field(_("Skäl"), _("Skriv varför."), _("Skriv inget sekretessbelagt: texten läses av lokalpolisområdet."))
    field_order = ["verdict", "until", "answer"]

    def clean(self) -> dict[str, Any]:
        """A no needs no day."""
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == "refuse":
            self.errors.pop("until", None)
        return data
