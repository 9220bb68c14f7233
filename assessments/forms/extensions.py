"""More time: what is asked for, and what is answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.actions.extensions import what_is_wrong_with
from assessments.forms.fields import words_field
from assessments.forms.rounds import DayInput
from assessments.models import LocalPicture
from lagesbild.ui.swedish import capitalised


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
            raise forms.ValidationError(f"{capitalised(why)}.")
        return day


class AskForm(_DayForm):
    """How long, and why."""

    reason = words_field(
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
    answer = words_field(_("Skäl"), _("Skriv varför."), _("Skriv inget sekretessbelagt: texten läses av lokalpolisområdet."))
    field_order = ["verdict", "until", "answer"]

    def clean(self) -> dict[str, Any]:
        """A no needs no day."""
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == "refuse":
            self.errors.pop("until", None)
        return data
